package dev.pedigree.graph.propertygraph;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.InMemoryJournal;
import dev.pedigree.graph.lineage.LineageEngine;
import dev.pedigree.graph.projection.Lease;
import dev.pedigree.graph.projection.LeaseStore;
import dev.pedigree.graph.projection.WatermarkStore;
import dev.pedigree.graph.state.AppliedFacts;
import dev.pedigree.graph.state.ArtifactStates;
import dev.pedigree.graph.state.CassandraArtifactFacts;
import dev.pedigree.graph.state.UnappliedTail;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.schema.TypeSystem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;

/**
 * The stores that a {@link PropertyGraphLineage} reads, filled change by change: the newest changes
 * are in the tail alone until there are enough for a batch.
 */
public final class FilledStores implements AutoCloseable {
  private final CqlSession session;
  private final WatermarkStore watermarks;
  private final CassandraArtifactFacts state;
  private final JanusPropertyGraph graph;
  private final GraphTable table;
  private final List<Change> unapplied = new ArrayList<>();
  private UnappliedTail tail = new UnappliedTail();
  private Lease lease;
  private boolean empty;

  /** In a keyspace of its own. */
  public FilledStores(Endpoints endpoints, String keyspace) {
    CassandraSettings settings =
        CassandraSettings.local(endpoints.cassandraHost(), endpoints.cassandraPort(), keyspace);
    session = settings.open();
    LeaseStore.createTable(session);
    watermarks = new WatermarkStore(session);
    InMemoryJournal journal = new InMemoryJournal(Clock.systemUTC());
    state = new CassandraArtifactFacts(session, journal);
    state.prepare();
    graph =
        new JanusPropertyGraph(
            settings, 1, journal, new AppliedFacts(state, watermarks, Duration.ofSeconds(10)));
    graph.prepare();
    table = new GraphTable(session, graph.keyspace());
    lease = clear();
  }

  /** An engine on empty stores; engines opened before are of no use any more. */
  public LineageEngine open(TypeSystem types, LongFunction<Instant> now) {
    tail = new UnappliedTail();
    unapplied.clear();
    if (!empty) {
      lease = clear();
    }
    return new PropertyGraphLineage(graph, new ArtifactStates(state, tail), tail, types, now);
  }

  private Lease clear() {
    session.execute("TRUNCATE projections");
    session.execute("TRUNCATE artifact_facts");
    table.clear(session);
    empty = true;
    return new LeaseStore(session, Duration.ZERO)
        .take(CassandraArtifactFacts.NAME, UUID.randomUUID())
        .orElseThrow();
  }

  /** Takes in the next change. */
  public void add(Change change, int changesPerBatch) {
    tail.add(change);
    unapplied.add(change);
    if (unapplied.size() >= changesPerBatch) {
      applyAll();
    }
  }

  private void applyAll() {
    empty = false;
    long revision = unapplied.getLast().revision();
    state.apply(unapplied);
    if (!watermarks.advance(lease, revision)) {
      throw new IllegalStateException("the lease is lost");
    }
    graph.apply(unapplied);
    tail.trim(revision);
    unapplied.clear();
  }

  @Override
  public void close() {
    graph.close();
    session.close();
  }
}
