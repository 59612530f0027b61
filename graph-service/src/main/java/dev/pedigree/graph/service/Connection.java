package dev.pedigree.graph.service;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.audit.JournalProofs;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.WatchedSession;
import dev.pedigree.graph.journal.CassandraJournal;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.lineage.LineageEngine;
import dev.pedigree.graph.lineage.TopologyLineage;
import dev.pedigree.graph.lineage.WatchedLineage;
import dev.pedigree.graph.pending.PendingParts;
import dev.pedigree.graph.policy.LoadedContents;
import dev.pedigree.graph.policy.PolicyBooks;
import dev.pedigree.graph.policy.PolicyWatch;
import dev.pedigree.graph.projection.VerificationStore;
import dev.pedigree.graph.propertygraph.PropertyGraphLineage;
import dev.pedigree.graph.recording.Recorder;
import dev.pedigree.graph.replica.Follower;
import dev.pedigree.graph.replica.Replica;
import dev.pedigree.graph.replica.ReplicaStatus;
import dev.pedigree.graph.state.ArtifactStates;
import dev.pedigree.graph.state.CassandraArtifactFacts;
import dev.pedigree.graph.state.UnappliedTail;
import dev.pedigree.graph.topology.SnapshotFolder;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.watch.Watch;
import dev.pedigree.graph.webhook.Webhooks;
import dev.pedigree.schema.TypeSystem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Everything that lives on one connection to Cassandra. */
final class Connection implements AutoCloseable {
  private static final int RECENT_FACTS = 65_536;

  final CassandraJournal journal;
  final Topology topology;
  final PolicyBooks books;
  final ArtifactStates states;
  final LineageEngine lineage;
  final Recorder recorder;
  final Replica replica;
  final Projections projections;
  final JournalProofs proofs;
  final PolicyWatch policies;
  final VerificationStore verifications;
  final RecentChanges recent = new RecentChanges(RECENT_FACTS);
  final Webhooks webhooks;
  final PendingParts pending;
  private final CqlSession session;
  private final Clock clock;

  /**
   * Opens all of it; the replica then replays by itself.
   *
   * @throws com.datastax.oss.driver.api.core.DriverException if Cassandra does not answer
   */
  static Connection open(
      CassandraSettings settings,
      TypeSystem types,
      Clock clock,
      EngineChoice engine,
      List<FurtherProjection> further,
      SnapshotFolder snapshots,
      Watch watch) {
    CqlSession session = settings.open();
    try {
      return new Connection(
          new WatchedSession(session, watch),
          settings,
          types,
          clock,
          engine,
          further,
          snapshots,
          watch);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private Connection(
      CqlSession session,
      CassandraSettings settings,
      TypeSystem types,
      Clock clock,
      EngineChoice engine,
      List<FurtherProjection> further,
      SnapshotFolder snapshots,
      Watch watch) {
    this.session = session;
    this.clock = clock;
    CassandraJournal.createTables(session);
    journal = new CassandraJournal(session, clock);
    CassandraArtifactFacts facts = new CassandraArtifactFacts(session, journal);
    facts.prepare();
    UnappliedTail tail = new UnappliedTail();
    states = new ArtifactStates(facts, tail);
    topology = new Topology(types, snapshots);
    books = new PolicyBooks(types);
    recorder = new Recorder(types, topology, states::load, books);
    projections =
        new Projections(
            session,
            settings,
            journal,
            facts,
            tail,
            engine,
            further,
            topology,
            new Deferral(this::isPressed, () -> head().revision()));
    proofs = projections.proofs(journal);
    verifications = new VerificationStore(session);
    webhooks = new Webhooks(session, projections.leases());
    pending = new PendingParts(session);
    LineageEngine unwatched =
        switch (engine) {
          case TOPOLOGY -> new TopologyLineage(topology, types, clock);
          case PROPERTY_GRAPH ->
              new PropertyGraphLineage(
                  projections.propertyGraph(), states, tail, types, this::agesCountFrom);
        };
    lineage = new WatchedLineage(unwatched, watch);
    long applied = projections.appliedEverywhere();
    tail.trim(applied);
    Replica.Beginning beginning =
        new Replica.Beginning(topology.restore(this::isInJournal), positionBelow(applied));
    policies =
        new PolicyWatch(
            books,
            topology,
            types,
            graph -> new LoadedContents(graph, ids -> states.load(ids, graph.revision())),
            clock,
            this::visible);
    replica =
        new Replica(journal, topology, new Tailing(tail, projections, policies, recent), beginning);
    policies.start();
    projections.start();
  }

  private OptionalLong visible() {
    return switch (replica.status()) {
      case ReplicaStatus.Ready _, ReplicaStatus.CutOff _ ->
          OptionalLong.of(replica.head().revision());
      case ReplicaStatus.Replaying _, ReplicaStatus.Stopped _ -> OptionalLong.empty();
    };
  }

  private boolean isInJournal(JournalHead position) {
    return journal
        .entryOf(position.revision())
        .map(entry -> entry.after().equals(position))
        .orElse(false);
  }

  /** The last position between two entries at or before {@code revision}, if that is written. */
  private JournalHead positionBelow(long revision) {
    if (revision == 0) {
      return JournalHead.START;
    }
    Entry entry = journal.entryOf(revision).orElse(null);
    if (entry == null) {
      return JournalHead.START;
    }
    return entry.after().revision() == revision
        ? entry.after()
        : positionBelow(entry.changes().getFirst().revision() - 1);
  }

  private boolean isPressed() {
    return replica.isPressed();
  }

  private JournalHead head() {
    return replica.head();
  }

  /** Now, but in a question about the past the time of its revision. */
  private Instant agesCountFrom(long revision) {
    return revision >= replica.head().revision()
        ? clock.instant()
        : journal.entryOf(revision).map(entry -> entry.after().at()).orElse(Instant.EPOCH);
  }

  @Override
  public void close() {
    replica.close();
    policies.close();
    projections.close();
    session.close();
  }

  /** Keeps what the stores lack, and wakes those who bring it there. */
  private record Tailing(
      UnappliedTail tail, Projections projections, PolicyWatch policies, RecentChanges recent)
      implements Follower {
    @Override
    public void follow(List<Change> changes) {
      changes.forEach(tail::add);
      policies.follow(changes);
      recent.add(changes);
      projections.poke();
    }

    @Override
    public int backlog() {
      return tail.size();
    }
  }
}
