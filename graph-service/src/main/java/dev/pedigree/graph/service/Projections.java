package dev.pedigree.graph.service;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.journal.CassandraJournal;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.projection.Projection;
import dev.pedigree.graph.state.ArtifactStates;
import dev.pedigree.graph.state.CassandraArtifactFacts;
import dev.pedigree.graph.state.UnappliedTail;
import dev.pedigree.schema.TypeSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Brings the journal to the stores that are made from it, where this process holds the lease. */
final class Projections implements AutoCloseable {
  Projections(
      CqlSession session,
      CassandraSettings settings,
      TypeSystem types,
      CassandraJournal journal,
      CassandraArtifactFacts facts,
      ArtifactStates states,
      UnappliedTail tail) {}

  void poke() {}

  List<Projection> all() {
    return List.of();
  }

  List<GraphService.ProjectionLag> lags(JournalHead head, Instant now) {
    return List.of();
  }

  void await(long revision, Duration timeout) {}

  @Override
  public void close() {}
}
