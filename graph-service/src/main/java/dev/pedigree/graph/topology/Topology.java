package dev.pedigree.graph.topology;

import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.schema.SchemaEvolution;
import dev.pedigree.schema.TypeSystem;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The shape of the graph in memory: identity, names, edges both ways, and what every judgement
 * needs of an artifact, at every revision. Most of it lies in a {@link Base}; what came since, in
 * an {@link Overlay}, until a {@link Compaction} makes both one base.
 *
 * <p>One thread writes, any number read, without a lock. Facts are applied ahead of their append to
 * the journal, under a revision that no reader asks for yet, and {@link #rollBack rolled back} if
 * the append is lost.
 *
 * <p>Kinds and edge types that the schema does not declare are kept, and counted; whoever finds
 * that there are {@link #undeclared some} does not let anybody read.
 */
public final class Topology {
  /** A revision that never comes. */
  static final long NEVER = Long.MAX_VALUE;

  private final Vocabulary vocabulary;

  private final Compactor compactor;
  private final Bitmaps bitmaps = new Bitmaps();

  /** Of the writer's thread. */
  private OverlayWriter writer;

  /** What readers read: the writer's. */
  private volatile Overlay overlay;

  /** An empty one that keeps no snapshots. */
  public Topology(TypeSystem types) {
    this(types, SnapshotFolder.NONE);
  }

  /** An empty one that keeps snapshots in {@code folder}. */
  public Topology(TypeSystem types, SnapshotFolder folder) {
    this(types, folder, Compactor.FEWEST_FACTS);
  }

  Topology(TypeSystem types, SnapshotFolder folder, int fewestFacts) {
    vocabulary = new Vocabulary(types);
    compactor = new Compactor(vocabulary, folder, fewestFacts);
    overlay = new Overlay(Compaction.nothing());
    writer = new OverlayWriter(overlay, vocabulary);
  }

  /**
   * Begins with the newest snapshot in the folder that {@code trusted} accepts. Only before the
   * first fact.
   *
   * @param trusted whether the journal has this position; a snapshot that was damaged is not asked
   *     for
   * @return where to go on reading; {@link JournalHead#START}: no snapshot was good
   */
  public JournalHead restore(Predicate<JournalHead> trusted) {
    Optional<Base> found = compactor.load(trusted);
    found.ifPresent(base -> takeOver(new Compactor.Made(base, List.of())));
    return found.map(base -> base.head).orElse(JournalHead.START);
  }

  /**
   * Answers {@code question} on the graph as it stood at {@code revision}, undisturbed by writes.
   */
  public <T> T read(long revision, Function<TopologyReader, T> question) {
    return question.apply(reader(revision));
  }

  private Reader reader(long revision) {
    return new Reader(overlay, vocabulary, revision, bitmaps);
  }

  /**
   * Applies a change that is in the journal, and settles it.
   *
   * @throws IllegalArgumentException if a fact does not fit the facts before it
   */
  public void apply(Change change) {
    writer.apply(change);
    compactor.follow(change);
  }

  /**
   * Applies one fact under a revision that may still be rolled back.
   *
   * @param by who asked for it
   * @throws IllegalArgumentException if it does not fit the facts before it
   */
  public void apply(long revision, String by, Fact fact) {
    writer.apply(revision, by, fact);
  }

  /** Kinds and edge types of recorded facts that the schema does not declare. */
  public List<String> undeclared() {
    return Stream.concat(vocabulary.undeclaredKinds(), vocabulary.undeclaredEdgeTypes()).toList();
  }

  /** How much is recorded of each kind and edge type, by now; counted once, by walking all. */
  public SchemaEvolution.Usage usage() {
    Reader all = reader(NEVER - 1);
    Map<String, Long> artifacts = new HashMap<>();
    for (int artifact = 0; artifact < all.artifactCount(); artifact++) {
      for (int kind : all.kinds(artifact)) {
        artifacts.merge(vocabulary.kinds.value(kind), 1L, Long::sum);
      }
    }
    Map<String, Long> edges = new HashMap<>();
    all.forEachEdge(
        edge -> edges.merge(vocabulary.edgeTypes.value(all.edgeType(edge)), 1L, Long::sum));
    return new Counted(artifacts, edges);
  }

  /** The newest revision that is settled; 0: none is. */
  public long newestRevision() {
    Overlay now = overlay;
    Map.Entry<Long, Instant> newest = now.times.lastEntry();
    return newest == null ? now.base.revision() : newest.getKey();
  }

  /** What it occupies. */
  public TopologyMemory memory() {
    return TopologyMemory.of(overlay);
  }

  /** Where the writer stands, to {@link #rollBack} to. */
  public int mark() {
    return writer.mark();
  }

  /** Takes back all that was applied since {@code mark}. */
  public void rollBack(int mark) {
    writer.rollBack(mark);
  }

  /**
   * All that was applied is in the journal as {@code changes}: it will not be taken back.
   *
   * @param end of the journal, behind them
   */
  public void settle(List<Change> changes, JournalHead end) {
    writer.settle(changes);
    changes.forEach(compactor::follow);
    reached(end);
  }

  /**
   * Everything up to {@code end}, the end of an entry, is applied and settled: a compaction may
   * begin here, or end.
   */
  public void reached(JournalHead end) {
    if (writer.mark() == 0) {
      compactor.reached(writer.overlay, end).ifPresent(this::takeOver);
    }
  }

  /** Compacts, and waits for it; {@code end} as in {@link #reached}. */
  public void compact(JournalHead end) {
    takeOver(compactor.compact(writer.overlay, end));
  }

  /**
   * Is made anew from {@code journal}, while nothing is applied that is not settled. Readers go on
   * with what they hold.
   *
   * @param journal all changes up to {@code end}
   */
  public void rebuild(Iterable<Change> journal, JournalHead end) {
    if (writer.mark() != 0) {
      throw new IllegalStateException("something is not settled");
    }
    OverlayWriter fresh = new OverlayWriter(new Overlay(Compaction.nothing()), vocabulary);
    journal.forEach(fresh::apply);
    takeOver(compactor.compact(fresh.overlay, end));
  }

  /** What came since the compaction began is applied anew, to an overlay of the new base. */
  private void takeOver(Compactor.Made made) {
    OverlayWriter next = new OverlayWriter(new Overlay(made.base()), vocabulary);
    made.since().forEach(next::apply);
    writer = next;
    overlay = next.overlay;
  }

  /**
   * Ends a compaction under way, and keeps what came since for the next start if replaying it would
   * take more than a moment. Everything up to {@code end} is applied.
   */
  public void close(JournalHead end) {
    compactor.close();
    if (writer.mark() == 0) {
      compactor.keep(writer.overlay, end);
    }
  }

  /** Ends a compaction under way. */
  public void close() {
    compactor.close();
  }

  /** The change that answered a request; empty: none did. Of the writer's thread. */
  public OptionalLong answer(String by, String requestId) {
    long found = writer.answer(OverlayWriter.requestKey(by, requestId));
    return found == 0 ? OptionalLong.empty() : OptionalLong.of(found);
  }

  private record Counted(Map<String, Long> byKind, Map<String, Long> byEdgeType)
      implements SchemaEvolution.Usage {
    @Override
    public long artifacts(String kind) {
      return byKind.getOrDefault(kind, 0L);
    }

    @Override
    public long edges(String edgeType) {
      return byEdgeType.getOrDefault(edgeType, 0L);
    }
  }
}
