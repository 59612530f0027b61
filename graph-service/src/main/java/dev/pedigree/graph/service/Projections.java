package dev.pedigree.graph.service;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.audit.JournalProofs;
import dev.pedigree.graph.audit.JournalTree;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.CassandraJournal;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.projection.LeaseStore;
import dev.pedigree.graph.projection.Projection;
import dev.pedigree.graph.projection.ProjectionRunner;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.projection.WatermarkStore;
import dev.pedigree.graph.projection.Watermarks;
import dev.pedigree.graph.propertygraph.JanusPropertyGraph;
import dev.pedigree.graph.state.AppliedFacts;
import dev.pedigree.graph.state.CassandraArtifactFacts;
import dev.pedigree.graph.state.UnappliedTail;
import dev.pedigree.graph.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/** Brings the journal to the stores that are made from it, where this process holds the lease. */
final class Projections implements AutoCloseable {
  private static final Duration LEASE = Duration.ofSeconds(5);
  private static final Duration STATE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /** How long one that does not get on is waited for. */
  private static final Duration STUCK = Duration.ofSeconds(15);

  private final Journal journal;
  private final List<Running> running = new ArrayList<>();
  private final List<FurtherProjection.Alongside> alongside = new ArrayList<>();
  private final JanusPropertyGraph propertyGraph;
  private final JournalTree tree;
  private final WatermarkStore watermarks;
  private final LeaseStore leases;

  /** The projections that are read together with the tail. */
  private final List<String> readWithTail;

  private final TailTrim trim;

  private record Running(Projection projection, ProjectionRunner runner) {}

  /**
   * Started later.
   *
   * @param engine what is read together with {@code tail} depends on it; nobody waits for the
   *     property graph where it is not asked
   */
  Projections(
      CqlSession session,
      CassandraSettings settings,
      Journal journal,
      CassandraArtifactFacts facts,
      UnappliedTail tail,
      EngineChoice engine,
      List<FurtherProjection> further,
      Topology topology,
      Deferral deferral) {
    this.journal = journal;
    LeaseStore.createTable(session);
    leases = new LeaseStore(session, LEASE);
    watermarks = new WatermarkStore(session);
    AppliedFacts applied = new AppliedFacts(facts, watermarks, STATE_TIMEOUT);
    propertyGraph = new JanusPropertyGraph(settings, 1, journal, applied);
    readWithTail =
        switch (engine) {
          case TOPOLOGY -> List.of(facts.name());
          case PROPERTY_GRAPH -> List.of(facts.name(), propertyGraph.name());
        };
    trim = new TailTrim(tail, readWithTail);
    LongPredicate yields = deferral.toImports();
    add(facts, leases, watermarks, yields);
    List<ProjectionRunner> waitedFor = new ArrayList<>();
    add(
        propertyGraph,
        leases,
        watermarks,
        switch (engine) {
          case TOPOLOGY ->
              yields.or(deferral.to(() -> waitedFor.stream().map(ProjectionRunner::progress)));
          case PROPERTY_GRAPH -> yields;
        });
    tree = new JournalTree(session, journal);
    add(tree, leases, watermarks, yields);
    for (FurtherProjection each : further) {
      FurtherProjection.Made made =
          each.make(
              new FurtherProjection.Sources(
                  journal, applied, new TopologyEdgeCounts(topology), leases));
      alongside.add(made.alongside());
      LeaseStore wanted = leases.leavingToOthers(each.patience());
      add(made.projection(), wanted, made.watermarks(), yields);
      waitedFor.add(running.getLast().runner());
    }
  }

  private void add(
      Projection projection, LeaseStore leases, Watermarks watermarks, LongPredicate yields) {
    running.add(
        new Running(
            projection,
            new ProjectionRunner(
                projection,
                journal,
                leases,
                watermarks,
                ProjectionRunner.Settings.standard(),
                watermark -> trim.moved(projection.name(), watermark),
                yields)));
  }

  /**
   * The revision up to which the tail needs nothing, because all stores have it that are read
   * together with it, or a little less.
   *
   * @throws UnavailableException if the store does not answer
   */
  long appliedEverywhere() {
    return readWithTail.stream().mapToLong(watermarks::read).min().orElse(0);
  }

  void start() {
    running.forEach(each -> each.runner().start());
    alongside.forEach(FurtherProjection.Alongside::start);
  }

  /** Says that the journal has grown. */
  void poke() {
    running.forEach(each -> each.runner().poke());
  }

  LeaseStore leases() {
    return leases;
  }

  JanusPropertyGraph propertyGraph() {
    return propertyGraph;
  }

  JournalProofs proofs(CassandraJournal of) {
    return new JournalProofs(of, tree, watermarks);
  }

  List<Projection> all() {
    return running.stream().map(Running::projection).toList();
  }

  /**
   * Has a projection put right by this process, from the journal up to what is applied.
   *
   * @param changes all changes of the journal up to a revision
   * @return how many differences were met
   * @throws UnavailableException if another process holds the lease, or a store does not answer
   */
  long repair(
      Projection projection, LongFunction<Iterable<Change>> changes, Verification.Report report) {
    try {
      return runner(projection)
          .whileHolding(watermark -> projection.repair(changes.apply(watermark), watermark, report))
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private ProjectionRunner runner(Projection projection) {
    return running.stream()
        .filter(each -> each.projection().name().equals(projection.name()))
        .findFirst()
        .orElseThrow()
        .runner();
  }

  /** How far each is behind {@code head}. */
  List<GraphService.ProjectionLag> lags(JournalHead head, Instant now) {
    List<GraphService.ProjectionLag> lags = new ArrayList<>();
    for (Running each : running) {
      long watermark = each.runner().progress().watermark();
      long missing = Math.max(0, head.revision() - watermark);
      lags.add(
          new GraphService.ProjectionLag(
              each.projection().name(),
              watermark,
              missing,
              missing == 0 ? Duration.ZERO : age(watermark + 1, now)));
    }
    return lags;
  }

  private Duration age(long revision, Instant now) {
    Duration age =
        journal
            .entryOf(revision)
            .map(entry -> Duration.between(entry.after().at(), now))
            .orElse(Duration.ZERO);
    return age.isNegative() ? Duration.ZERO : age;
  }

  /**
   * Waits until {@code projection} has applied {@code revision}.
   *
   * @throws UnavailableException if that takes longer than {@code timeout}, or it fails again and
   *     again
   */
  void await(Projection projection, long revision, Duration timeout) {
    ProjectionRunner runner = runner(projection);
    long start = System.nanoTime();
    while (runner.progress().watermark() < revision) {
      runner.poke();
      ProjectionRunner.Progress now = runner.progress();
      Duration limit = now.error() == null || timeout.compareTo(STUCK) < 0 ? timeout : STUCK;
      if (System.nanoTime() - start > limit.toNanos()) {
        throw new UnavailableException(
            "%s is at revision %d (expected: %d within %d s): %s"
                .formatted(
                    projection.name(), now.watermark(), revision, limit.toSeconds(), now.error()));
      }
      try {
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UnavailableException("interrupted", e);
      }
    }
  }

  @Override
  public void close() {
    alongside.forEach(FurtherProjection.Alongside::close);
    running.forEach(each -> each.runner().close());
    propertyGraph.close();
  }
}
