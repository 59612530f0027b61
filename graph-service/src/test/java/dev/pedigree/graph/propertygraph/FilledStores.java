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

/**
 * The stores that a {@link PropertyGraphLineage} reads, filled change by change. The state gets
 * changes a few at a time, and the graph is a batch behind it: the newest are in the tail alone.
 */
public final class FilledStores implements AutoCloseable {
  private static final int CHANGES_PER_BATCH = 20;

  private final CqlSession session;
  private final WatermarkStore watermarks;
  private final CassandraArtifactFacts state;
  private final JanusPropertyGraph graph;
  private final UnappliedTail tail = new UnappliedTail();
  private final LineageEngine engine;
  private final Lease lease;
  private final Clock clock;

  /** Of every revision, from 1. */
  private final List<Instant> times = new ArrayList<>();

  private List<Change> notInGraph = List.of();
  private List<Change> notInState = new ArrayList<>();

  /**
   * Empty, in a keyspace of its own.
   *
   * @param clock what ages count from at the newest revision
   */
  public FilledStores(Endpoints endpoints, String keyspace, TypeSystem types, Clock clock) {
    CassandraSettings settings =
        CassandraSettings.local(endpoints.cassandraHost(), endpoints.cassandraPort(), keyspace);
    this.clock = clock;
    session = settings.open();
    LeaseStore.createTable(session);
    watermarks = new WatermarkStore(session);
    lease = takeLease();
    InMemoryJournal journal = new InMemoryJournal(clock);
    state = new CassandraArtifactFacts(session, journal);
    state.prepare();
    AppliedFacts applied = new AppliedFacts(state, watermarks, Duration.ofSeconds(10));
    graph = new JanusPropertyGraph(settings, 1, journal, applied);
    graph.prepare();
    engine =
        new PropertyGraphLineage(
            graph, new ArtifactStates(state, tail), tail, types, this::agesCountFrom);
  }

  private Lease takeLease() {
    return new LeaseStore(session, Duration.ZERO)
        .take(CassandraArtifactFacts.NAME, UUID.randomUUID())
        .orElseThrow();
  }

  private Instant agesCountFrom(long revision) {
    return revision >= revision() ? clock.instant() : times.get((int) revision - 1);
  }

  public LineageEngine engine() {
    return engine;
  }

  /** The newest that was added. */
  public long revision() {
    return times.size();
  }

  /** Takes in the next change. */
  public void add(Change change) {
    times.add(change.at());
    tail.add(change);
    notInState.add(change);
    if (notInState.size() >= CHANGES_PER_BATCH) {
      applyBatch();
    }
  }

  private void applyBatch() {
    state.apply(notInState);
    if (!watermarks.advance(lease, notInState.getLast().revision())) {
      throw new IllegalStateException("the lease is lost");
    }
    if (!notInGraph.isEmpty()) {
      graph.apply(notInGraph);
      tail.trim(notInGraph.getLast().revision());
    }
    notInGraph = notInState;
    notInState = new ArrayList<>();
  }

  @Override
  public void close() {
    graph.close();
    session.close();
  }
}
