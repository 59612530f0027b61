package dev.pedigree.graph.lineage;

import dev.pedigree.graph.topology.Expansion;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One breadth-first walk over a topology: a level at a time, so that an artifact is met first at
 * its smallest depth. A depth-first search with a limit and one visited set would lose artifacts
 * that are first met on a long way.
 *
 * <p>When the budget runs out a walk throws; what it has reached until then stays.
 */
final class Traversal implements AutoCloseable {
  /** So many artifacts are gone on from before the budget is asked. */
  private static final int TOGETHER = 256;

  private final View view;
  private final StepRules rules;
  private final int maxDepthEdges;

  /** Its queue holds what was reached but for the starts, in the order of {@link Levels}. */
  private final Expansion expansion;

  /** How much of the queue lies within each depth, from 0 on. */
  private final IntArrayList ends = IntArrayList.of(0);

  /** Reached artifacts that the walk did not go on from, although it went on from their level. */
  private final BitSet deadEnds = new BitSet();

  private final AscendingSort sort;

  /** Levels, the last of which may be empty. */
  private int walked;

  /** Null: there is one start, which no way leads back to. */
  private @Nullable IntPredicate isNoStart;

  Traversal(View view, StepRules rules, Direction direction, int maxDepthEdges) {
    this.view = view;
    this.rules = rules;
    this.maxDepthEdges = maxDepthEdges;
    this.expansion = rules.expansion(direction);
    this.sort = new AscendingSort(view.graph().artifactCount());
  }

  /**
   * Walks from all of {@code starts} at once, which are not asked whether they conduct. One that is
   * reached from another is not walked from again; one that is retracted leads nowhere.
   *
   * @throws BudgetExceededException if the budget runs out
   */
  void walk(int[] starts) {
    begin(starts);
    while (goesOn()) {
      goOn();
    }
  }

  /** Walks the first level only, see {@link #walk}. */
  void begin(int[] starts) {
    isNoStart = starts.length == 1 ? null : noneOf(starts);
    try {
      for (int start : starts) {
        if (!view.graph().retracted(start)) {
          expand(start);
        }
      }
    } finally {
      endLevel();
    }
    walked = 1;
  }

  /** Whether there may be another level. */
  boolean goesOn() {
    return walked < maxDepthEdges && walked == depths();
  }

  /**
   * Walks one more level.
   *
   * @throws BudgetExceededException if the budget runs out
   */
  void goOn() {
    expandLevel(ends.getInt(walked - 1), ends.getInt(walked));
    walked++;
  }

  private static IntPredicate noneOf(int[] starts) {
    BitSet bits = new BitSet();
    for (int start : starts) {
      bits.set(start);
    }
    return artifact -> !bits.get(artifact);
  }

  private void expandLevel(int from, int to) {
    try {
      if (rules.conductEverywhere()) {
        for (int i = from; i < to; i += TOGETHER) {
          expand(i, Math.min(i + TOGETHER, to));
        }
      } else {
        for (int i = from; i < to; i++) {
          if (rules.conducts(expansion.queue()[i])) {
            expand(i, i + 1);
          } else {
            deadEnds.set(expansion.queue()[i]);
          }
        }
      }
    } finally {
      endLevel();
    }
  }

  private void expand(int start) {
    int before = expansion.size();
    spend(before, expansion.from(start), 1);
  }

  private void expand(int from, int to) {
    int before = expansion.size();
    spend(before, expansion.from(from, to), to - from);
  }

  /** What was reached beyond {@code before} counts, but for starts. */
  private void spend(int before, int edges, int artifacts) {
    if (expansion.size() > before) {
      IntPredicate kept = isNoStart;
      if (kept != null) {
        expansion.keep(before, kept);
      }
      view.meter()
          .reach(expansion.size() - before, left -> expansion.keep(before + left, _ -> false));
    }
    view.meter().work(edges + artifacts);
  }

  private void endLevel() {
    int from = ends.getInt(ends.size() - 1);
    if (expansion.size() > from) {
      sort.sort(expansion.queue(), from, expansion.size());
      ends.add(expansion.size());
    }
  }

  /** Forgets what was reached, to walk again. */
  void forget() {
    expansion.clear();
    ends.clear();
    ends.add(0);
    deadEnds.clear();
  }

  /** Whether an edge led to {@code artifact}. */
  boolean reaches(int artifact) {
    return expansion.reaches(artifact);
  }

  /** How many artifacts were reached, starts left out. */
  int count() {
    return expansion.size();
  }

  private int depths() {
    return ends.size() - 1;
  }

  /** What was reached, in the order of {@link Levels}; only the first {@link #count} count. */
  int[] reached() {
    return expansion.queue();
  }

  /** What was reached, starts left out. */
  Levels levels() {
    return new Levels(Arrays.copyOf(expansion.queue(), expansion.size()), ends.toIntArray());
  }

  /** What of the levels the walk did not go on from because it does not conduct. */
  BitSet deadEnds() {
    return (BitSet) deadEnds.clone();
  }

  /** The walk is not asked any more. */
  @Override
  public void close() {
    expansion.close();
  }
}
