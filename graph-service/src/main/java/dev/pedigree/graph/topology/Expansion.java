package dev.pedigree.graph.topology;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Walks a step from one artifact after the other, and notes what was not reached before. This is
 * the innermost loop of every large answer.
 */
public final class Expansion implements AutoCloseable {
  private final Reader graph;
  private final EdgeChoice choice;
  private final boolean up;

  /** Whether the whole base is recorded at the revision. */
  private final boolean whole;

  /** Whether edges of the base that were never retracted are followed without a look at them. */
  private final boolean everything;

  private final boolean anyRetracted;
  private final MemorySegment to;
  private final MemorySegment types;
  private final long[] reached;
  private int[] queue = new int[64];

  /** Reached, but not in the queue. */
  private final IntArrayList dropped = new IntArrayList(0);

  private int size;

  /** Goes from child to parent, or with {@code up} false from parent to child. */
  Expansion(Reader graph, EdgeChoice choice, boolean up) {
    this.graph = graph;
    this.choice = choice;
    this.up = up;
    this.whole = graph.baseEdges == graph.base.edges;
    this.everything = whole && choice.followsAll();
    this.anyRetracted = !graph.overlay.retractions.isEmpty();
    this.to = up ? graph.base.upTo : graph.base.downTo;
    this.types = up ? graph.base.upType : graph.base.downType;
    this.reached = graph.bitmaps.lend(graph.artifactCount());
  }

  /** The artifacts that were reached, in the order in which they were. */
  public int[] queue() {
    return queue;
  }

  /** How many were reached. */
  public int size() {
    return size;
  }

  /**
   * Keeps in the queue only the first {@code from}, and those behind them that {@code kept} holds
   * for. The others stay reached.
   */
  public void keep(int from, IntPredicate kept) {
    int to = from;
    for (int i = from; i < size; i++) {
      if (kept.test(queue[i])) {
        queue[to++] = queue[i];
      } else {
        dropped.add(queue[i]);
      }
    }
    size = to;
  }

  /** Whether {@code artifact} was reached along an edge, or marked. */
  public boolean reaches(int artifact) {
    return (reached[artifact >>> 6] & 1L << artifact) != 0;
  }

  /** Counts as reached from now on, without a place in the queue. */
  public void mark(int artifact) {
    reached[artifact >>> 6] |= 1L << artifact;
    dropped.add(artifact);
  }

  /** Forgets what was reached. */
  public void clear() {
    if (size + dropped.size() > reached.length) {
      Arrays.fill(reached, 0);
    } else {
      for (int i = 0; i < size; i++) {
        reached[queue[i] >>> 6] = 0;
      }
      dropped.forEach(artifact -> reached[artifact >>> 6] = 0);
    }
    size = 0;
    dropped.clear();
  }

  /** The walk is over; whoever does not say so leaves it to the garbage collector. */
  @Override
  public void close() {
    clear();
    graph.bitmaps.giveBack(reached);
  }

  /**
   * Reaches what the artifacts at some places of the queue are joined to, one after the other.
   *
   * @return how many edges were looked at
   */
  public int from(int begin, int end) {
    int looked = 0;
    for (int i = begin; i < end; i++) {
      looked += from(queue[i]);
    }
    return looked;
  }

  /**
   * Reaches what {@code artifact} is joined to.
   *
   * @param artifact stands, whether it was reached or not
   * @return how many edges were looked at
   */
  public int from(int artifact) {
    Base base = graph.base;
    int looked = 0;
    boolean known = artifact < base.artifacts;
    boolean rewired = known && graph.overlay.isRewired(artifact);
    if (known) {
      int begin = up ? base.upFrom(artifact) : base.downFrom(artifact);
      int end = up ? base.upFrom(artifact + 1) : base.downFrom(artifact + 1);
      looked = end - begin;
      reserve(looked);
      if (rewired) {
        careful(artifact, begin, end);
      } else if (everything) {
        all(begin, end);
      } else if (whole && !choice.asksMutations()) {
        plain(artifact, begin, end);
      } else {
        careful(artifact, begin, end);
      }
    }
    return rewired || !known ? looked + added(artifact) : looked;
  }

  /** Every edge of the base that stands: most of them do, and are not looked at any further. */
  private void all(int begin, int end) {
    MemorySegment ends = to;
    long[] bits = reached;
    int[] found = queue;
    int count = size;
    for (int at = begin; at < end; at++) {
      int other = ends.getAtIndex(JAVA_INT, at);
      if (other < 0) {
        if (!graph.edgeStands(slot(at))) {
          continue;
        }
        other &= ~Base.WAS_RETRACTED;
      }
      long word = bits[other >>> 6];
      long bit = 1L << other;
      if ((word & bit) == 0 && !(anyRetracted && graph.retracted(other))) {
        bits[other >>> 6] = word | bit;
        found[count++] = other;
      }
    }
    size = count;
  }

  /** Edges of the base that stand unless their type says that they were retracted. */
  private void plain(int artifact, int begin, int end) {
    for (int at = begin; at < end; at++) {
      int type = types.get(JAVA_BYTE, at);
      if (type < 0) {
        if (!graph.edgeStands(slot(at))) {
          continue;
        }
        type &= Base.RETRACTED - 1;
      }
      int other = to.getAtIndex(JAVA_INT, at) & ~Base.WAS_RETRACTED;
      if (choice.follows(type, up ? artifact : other, graph)) {
        reach(other);
      }
    }
  }

  private void careful(int artifact, int begin, int end) {
    for (int at = begin; at < end; at++) {
      int slot = slot(at);
      if (!whole && graph.base.ordinal(slot) >= graph.baseEdges) {
        break;
      }
      int type = types.get(JAVA_BYTE, at) & Base.RETRACTED - 1;
      int other = to.getAtIndex(JAVA_INT, at) & ~Base.WAS_RETRACTED;
      if (choice.follows(type, up ? artifact : other, graph)
          && choice.followsMutations(graph.mutationSet(slot))
          && graph.edgeStands(slot)) {
        reach(other);
      }
    }
  }

  private int slot(int at) {
    return up ? at : graph.base.downSlot.getAtIndex(JAVA_INT, at);
  }

  /** Edges of the overlay. */
  private int added(int artifact) {
    News news = graph.overlay.news(artifact);
    if (news == null) {
      return 0;
    }
    IntGrowable links = up ? news.parents : news.children;
    int count = links.size();
    reserve(count);
    for (int i = 0; i < count; i++) {
      Link link = graph.overlay.links.get(links.get(i));
      int other = up ? link.parent : link.child;
      if (link.standsAt(graph.revision())
          && choice.follows(link.type, link.child, graph)
          && choice.followsMutations(link.mutations)
          && graph.stands(other)) {
        reach(other);
      }
    }
    return count;
  }

  private void reserve(int more) {
    if (size + more > queue.length) {
      queue = Arrays.copyOf(queue, Math.max(size + more, 2 * queue.length));
    }
  }

  private void reach(int artifact) {
    long bit = 1L << artifact;
    long word = reached[artifact >>> 6];
    if ((word & bit) == 0 && !(anyRetracted && graph.retracted(artifact))) {
      reached[artifact >>> 6] = word | bit;
      queue[size++] = artifact;
    }
  }
}
