package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.projection.ErasedChanges;
import dev.pedigree.graph.projection.Projection;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.projection.WriteTimes;
import dev.pedigree.graph.state.AppliedFacts;
import dev.pedigree.graph.state.Occurrence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.janusgraph.core.JanusGraph;
import org.janusgraph.core.JanusGraphException;
import org.janusgraph.core.JanusGraphFactory;
import org.janusgraph.core.JanusGraphTransaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The graph as of now in JanusGraph on Cassandra: an artifact is a vertex whose id is the
 * artifact's id, an edge of the journal an edge {@code descendsFrom} from child to parent. The
 * projection {@code property-graph}.
 *
 * <p>Every write carries the revision as its time (counted from a base, see {@link WriteTimes}),
 * and the value as of that revision. So a replay or a stale writer writes what is there or loses.
 * Nothing is ever deleted: what is retracted says so. Opened at the first use; safe for many
 * threads.
 */
public final class JanusPropertyGraph implements Projection, AutoCloseable {
  public static final String NAME = "property-graph";

  private static final Logger LOG = LoggerFactory.getLogger(JanusPropertyGraph.class);
  private static final Duration WRITERS_PATIENCE = Duration.ofSeconds(10);
  private static final int WRITERS = 3;
  private static final int CELLS_PER_TRANSACTION = 10_000;
  private static final int REPAIRING_ROUNDS = 3;

  private final CassandraSettings settings;
  private final int generation;
  private final Journal journal;
  private final AppliedFacts facts;
  private final WriteTimes times;
  private final ExecutorService writers =
      Executors.newFixedThreadPool(
          WRITERS, Thread.ofPlatform().daemon().name("property-graph-", 0).factory());
  private @Nullable JanusGraph open;

  /**
   * Opens nothing yet.
   *
   * @param generation from 1; a graph that is built anew gets the next one, and with it a keyspace,
   *     a lease and a watermark of its own
   * @param facts where the facts of artifacts are read that changed after they were recorded
   */
  public JanusPropertyGraph(
      CassandraSettings settings, int generation, Journal journal, AppliedFacts facts) {
    this.settings = settings;
    this.generation = generation;
    this.journal = journal;
    this.facts = facts;
    this.times = facts.writeTimes(name());
  }

  @Override
  public String name() {
    return generation == 1 ? NAME : NAME + "-" + generation;
  }

  /** The keyspace that holds it. */
  public String keyspace() {
    return settings.keyspace() + (generation == 1 ? "_graph" : "_graph" + generation);
  }

  @Override
  public void prepare() {
    times.prepare();
    guarded(
        graph -> {
          GraphKeys.make(graph);
          return true;
        });
  }

  @Override
  public void apply(List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    long revision = changes.getLast().revision();
    GraphBatch batch = GraphBatch.of(changes, erased(changes), facts::read);
    guarded(
        graph -> {
          GraphWriter writer = new GraphWriter(graph, times.base());
          List<Callable<Object>> jobs = new ArrayList<>();
          batch
              .parts(CELLS_PER_TRANSACTION)
              .forEach(part -> jobs.add(() -> writer.write(part, revision)));
          return runAll(jobs);
        });
  }

  private Set<ArtifactId> erased(List<Change> changes) {
    Set<ArtifactId> erased = new HashSet<>();
    for (Change change : changes) {
      for (Fact fact : change.facts()) {
        if (fact instanceof Fact.ErasurePerformed erasure) {
          ErasedChanges.of(erasure, journal)
              .forEach(left -> erased.addAll(Occurrence.byOwner(left).keySet()));
        }
      }
    }
    return erased;
  }

  private boolean runAll(List<Callable<Object>> jobs) {
    try {
      for (Future<Object> done : writers.invokeAll(jobs)) {
        done.get();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * The vertex of {@code id}; empty if there is none.
   *
   * @throws UnavailableException if the store does not answer
   */
  public Optional<VertexView> vertex(ArtifactId id) {
    return read(reader -> Optional.ofNullable(reader.vertices(List.of(id)).get(id)));
  }

  /**
   * The edges between {@code id} and its parents, retracted ones too, in no order.
   *
   * @throws UnavailableException if the store does not answer
   */
  public List<EdgeView> edgesToParents(ArtifactId id) {
    return read(reader -> reader.edgesToParents(List.of(id)).getOrDefault(id, List.of()));
  }

  /**
   * The edges between {@code id} and its children, retracted ones too, in no order.
   *
   * @throws UnavailableException if the store does not answer
   */
  public List<EdgeView> edgesFromChildren(ArtifactId id) {
    return read(reader -> reader.edgesFromChildren(List.of(id)).getOrDefault(id, List.of()));
  }

  /** What has, or ever had, an edge to one of {@code ids}, retracted ones too, in no order. */
  Map<ArtifactId, List<ArtifactId>> children(Collection<ArtifactId> ids) {
    return read(reader -> reader.children(ids));
  }

  @Override
  public long verify(Iterable<Change> changes, Verification.Report report) {
    return new GraphVerifier(this, journal, report, null).verify(changes);
  }

  /** A vertex that is written anew may show edges that nobody could see: it goes on until none. */
  @Override
  public long repair(Iterable<Change> changes, long watermark, Verification.Report report) {
    long met = 0;
    for (int round = 0; round < REPAIRING_ROUNDS; round++) {
      times.raise(times.base() + GraphWriter.lastMicros(watermark));
      GraphRepair repair =
          guarded(graph -> new GraphRepair(new GraphWriter(graph, times.base()), watermark));
      long found = new GraphVerifier(this, journal, report, repair).verify(changes);
      met += found;
      if (found == 0) {
        return met;
      }
    }
    return met;
  }

  /** The answer of {@code question}, asked in a transaction of its own. */
  <T> T read(Function<GraphReader, T> question) {
    return guarded(
        graph -> {
          JanusGraphTransaction tx = graph.buildTransaction().readOnly().start();
          try {
            return question.apply(new GraphReader(tx));
          } finally {
            if (tx.isOpen()) { // a failed read closes it
              tx.rollback();
            }
          }
        });
  }

  /** Lets {@code look} look around, in a transaction of its own. */
  void scan(Consumer<GraphReader> look) {
    read(
        reader -> {
          look.accept(reader);
          return true;
        });
  }

  private <T> T guarded(Function<JanusGraph, T> call) {
    try {
      return call.apply(graph());
    } catch (JanusGraphException e) {
      throw new UnavailableException("JanusGraph: " + rootMessage(e), e);
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private synchronized JanusGraph graph() {
    JanusGraph graph = open;
    if (graph == null) {
      try {
        graph = GraphConfiguration.open(settings, keyspace());
      } catch (RuntimeException e) {
        throw new UnavailableException("JanusGraph does not open: " + rootMessage(e), e);
      }
      open = graph;
    }
    return graph;
  }

  /** Drops everything that is stored. Only for a graph that nobody uses any more. */
  public synchronized void drop() {
    JanusGraph graph = graph();
    open = null;
    try {
      JanusGraphFactory.drop(graph);
    } catch (Exception e) {
      throw new UnavailableException("JanusGraph: " + rootMessage(e), e);
    }
  }

  private void awaitWriters() {
    writers.shutdown();
    try {
      if (!writers.awaitTermination(WRITERS_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "JanusGraph is closed although {} s did not end a write", WRITERS_PATIENCE.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is being written is waited for, so far as that takes no longer than usual. */
  @Override
  public synchronized void close() {
    awaitWriters();
    JanusGraph graph = open;
    open = null;
    if (graph != null) {
      try {
        graph.close();
      } catch (IllegalStateException e) {
        // Thrown when all is closed already: a transaction ended by itself at the same moment.
        LOG.info("JanusGraph closed while a transaction ended: {}", rootMessage(e));
      }
    }
  }
}
