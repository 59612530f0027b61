package dev.pedigree.graph.lineage;

import dev.pedigree.graph.topology.TopologyReader;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * One breadth-first walk over a topology: a level at a time, so that an artifact is met first at
 * its smallest depth. A depth-first search with a limit and one visited set would lose artifacts
 * that are first met on a long way.
 *
 * <p>When the budget runs out a walk throws; what it has reached until then stays.
 */
final class Traversal {
  private final View view;
  private final StepRules rules;
  private final Direction direction;
  private final int maxDepthEdges;

  /** A bit per artifact that was reached along an edge, be it a start or not. */
  private final long[] reached;

  /** Reached artifacts but for the starts, in the order of {@link Levels}. */
  private int[] queue = new int[64];

  private int size;

  /** How much of the queue lies within each depth, from 0 on. */
  private final IntArrayList ends = IntArrayList.of(0);

  /** Reached artifacts that the walk did not go on from, although it went on from their level. */
  private final BitSet deadEnds = new BitSet();

  /** Edges walked, by the ordinal of their type. */
  private final int[] walked;

  private final AscendingSort sort;
  private int[] starts = new int[0];
  private IntPredicate isStart = artifact -> false;
  private int edges;
  private final TopologyReader.EdgeVisitor step = this::step;

  Traversal(View view, StepRules rules, Direction direction, int maxDepthEdges) {
    this.view = view;
    this.rules = rules;
    this.direction = direction;
    this.maxDepthEdges = maxDepthEdges;
    this.reached = new long[(view.graph().artifactCount() >>> 6) + 1];
    this.walked = new int[view.types().edgeTypes().size()];
    this.sort = new AscendingSort(view.graph().artifactCount());
  }

  /**
   * Walks from all of {@code starts} at once, which are not asked whether they conduct. One that is
   * reached from another is not walked from again.
   *
   * @throws BudgetExceededException if the budget runs out
   */
  void walk(int[] starts) {
    this.starts = starts;
    isStart = oneOf(starts);
    try {
      for (int start : starts) {
        expand(start);
      }
    } finally {
      endLevel();
    }
    for (int depth = 1; depth < maxDepthEdges && depth == depths(); depth++) {
      expandLevel(ends.getInt(depth - 1), ends.getInt(depth));
    }
  }

  private static IntPredicate oneOf(int[] starts) {
    if (starts.length == 1) {
      int only = starts[0];
      return artifact -> artifact == only;
    }
    BitSet bits = new BitSet();
    for (int start : starts) {
      bits.set(start);
    }
    return bits::get;
  }

  private void expandLevel(int from, int to) {
    try {
      for (int i = from; i < to; i++) {
        if (rules.conducts(queue[i])) {
          expand(queue[i]);
        } else {
          deadEnds.set(queue[i]);
        }
      }
    } finally {
      endLevel();
    }
  }

  private void expand(int artifact) {
    edges = 1;
    rules.visit(artifact, direction, step);
    view.meter().work(edges);
  }

  private void step(int edge, int type, int artifact) {
    edges++;
    walked[type]++;
    long bit = 1L << artifact;
    if ((reached[artifact >>> 6] & bit) == 0) {
      reach(artifact, bit);
    }
  }

  private void reach(int artifact, long bit) {
    if (isStart.test(artifact)) {
      reached[artifact >>> 6] |= bit;
      return;
    }
    view.meter().reach();
    reached[artifact >>> 6] |= bit;
    if (size == queue.length) {
      queue = Arrays.copyOf(queue, 2 * size);
    }
    queue[size++] = artifact;
  }

  private void endLevel() {
    int from = ends.getInt(ends.size() - 1);
    if (size > from) {
      sort.sort(queue, from, size);
      ends.add(size);
    }
  }

  /** Forgets what was reached, to walk again. */
  void forget() {
    for (int i = 0; i < size; i++) {
      reached[queue[i] >>> 6] = 0;
    }
    for (int start : starts) {
      reached[start >>> 6] = 0;
    }
    size = 0;
    ends.clear();
    ends.add(0);
    deadEnds.clear();
    Arrays.fill(walked, 0);
  }

  /** Whether an edge led to {@code artifact}. */
  boolean reaches(int artifact) {
    return (reached[artifact >>> 6] & 1L << artifact) != 0;
  }

  /** How many artifacts were reached, starts left out. */
  int count() {
    return size;
  }

  private int depths() {
    return ends.size() - 1;
  }

  /** What was reached, starts left out. */
  Levels levels() {
    return new Levels(Arrays.copyOf(queue, size), ends.toIntArray());
  }

  /** What of the levels the walk did not go on from because it does not conduct. */
  BitSet deadEnds() {
    return (BitSet) deadEnds.clone();
  }

  /** How many edges were walked, by the ordinal of their type. */
  int[] walked() {
    return walked.clone();
  }
}
