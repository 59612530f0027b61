package dev.pedigree.graph.service;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.DriverWords;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.CassandraJournal;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.projection.LeaseStore;
import dev.pedigree.graph.projection.ProjectionRunner;
import dev.pedigree.graph.projection.WatermarkStore;
import dev.pedigree.graph.replica.Follower;
import dev.pedigree.graph.replica.Replica;
import dev.pedigree.graph.replica.ReplicaStatus;
import dev.pedigree.graph.state.AppliedFacts;
import dev.pedigree.graph.state.CassandraArtifactFacts;
import dev.pedigree.graph.topology.SnapshotFolder;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.schema.TypeSystem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the journal to one store of others, in a process that serves nothing and records nothing,
 * whenever no other process does. The projection {@code state} has to run elsewhere.
 */
public final class ProjectionService implements AutoCloseable {
  private static final Duration LEASE = Duration.ofSeconds(5);
  private static final Duration STATE_TIMEOUT = Duration.ofSeconds(30);

  private final CqlSession session;
  private final CassandraJournal journal;
  private final FurtherProjection.Made made;
  private final ProjectionRunner runner;
  private final Replica replica;
  private final Clock clock;

  /**
   * Starts to follow.
   *
   * @param snapshots the folder in which the graph's shape is kept for the next start; null: every
   *     start replays the journal
   * @throws UnavailableException if Cassandra does not answer
   */
  public static ProjectionService open(
      CassandraSettings settings,
      TypeSystem types,
      FurtherProjection projection,
      @Nullable Path snapshots,
      Clock clock) {
    CqlSession session;
    try {
      session = settings.open();
    } catch (DriverException e) {
      throw new UnavailableException("Cassandra does not answer: " + DriverWords.of(e), e);
    }
    try {
      SnapshotFolder folder = new SnapshotFolder(snapshots, settings.keyspace());
      return new ProjectionService(session, new Topology(types, folder), projection, clock);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private ProjectionService(
      CqlSession session, Topology topology, FurtherProjection projection, Clock clock) {
    this.session = session;
    this.clock = clock;
    CassandraJournal.createTables(session);
    LeaseStore.createTable(session);
    this.journal = new CassandraJournal(session, clock);
    CassandraArtifactFacts facts = new CassandraArtifactFacts(session, journal);
    facts.prepare();
    LeaseStore leases = new LeaseStore(session, LEASE);
    this.made =
        projection.make(
            new FurtherProjection.Sources(
                journal,
                new AppliedFacts(facts, new WatermarkStore(session), STATE_TIMEOUT),
                new TopologyEdgeCounts(topology),
                leases));
    this.runner =
        new ProjectionRunner(
            made.projection(),
            journal,
            leases,
            made.watermarks(),
            ProjectionRunner.Settings.standard(),
            _ -> {},
            _ -> false);
    JournalHead restored = topology.restore(this::isInJournal);
    this.replica =
        new Replica(
            journal, topology, new Poking(runner), new Replica.Beginning(restored, restored));
    runner.start();
    made.alongside().start();
  }

  private boolean isInJournal(JournalHead position) {
    return journal
        .entryOf(position.revision())
        .map(entry -> entry.after().equals(position))
        .orElse(false);
  }

  /** How far the projection is behind what this process has read of the journal. */
  public GraphService.ProjectionLag lag() {
    long watermark = runner.progress().watermark();
    long missing = Math.max(0, replica.head().revision() - watermark);
    Duration age =
        missing == 0
            ? Duration.ZERO
            : journal
                .entryOf(watermark + 1)
                .map(entry -> Duration.between(entry.after().at(), clock.instant()))
                .orElse(Duration.ZERO);
    return new GraphService.ProjectionLag(made.projection().name(), watermark, missing, age);
  }

  /** What it does, as it knows without asking a store. */
  public Work work() {
    ProjectionRunner.Progress progress = runner.progress();
    String error =
        replica.status() instanceof ReplicaStatus.Stopped stopped
            ? stopped.why()
            : progress.error();
    long revision = progress.watermark();
    return new Work(
        progress.holder(), error, revision, Math.max(0, replica.head().revision() - revision));
  }

  /**
   * What it does.
   *
   * @param working whether this process is the one that works
   * @param error why it does not get on; null: it does
   * @param revision the projection has everything up to here
   * @param lagRevisions how many changes it lacks of those that this process has read
   */
  public record Work(boolean working, @Nullable String error, long revision, long lagRevisions) {
    /** Before it is connected. */
    public static Work notYet(String why) {
      return new Work(false, why, 0, 0);
    }
  }

  @Override
  public void close() {
    replica.close();
    made.alongside().close();
    runner.close();
    session.close();
  }

  /** Wakes the projection when the journal has grown. */
  private record Poking(ProjectionRunner runner) implements Follower {
    @Override
    public void follow(List<Change> changes) {
      runner.poke();
    }

    @Override
    public int backlog() {
      return 0;
    }
  }
}
