package dev.pedigree.graph.lineage;

import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import it.unimi.dsi.fastutil.ints.Int2BooleanOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What an artifact descends from along some steps, by ordinals: walked only as far as questions
 * need, and only once. For one thread, inside one read of the topology.
 */
public final class Ancestry {
  /**
   * So many artifacts can be walked in the time in which one is told to be an ancestor or not from
   * both of its ends.
   */
  private static final int WALKED_IN_THE_MEANTIME = 200;

  private final int start;
  private final Traversal traversal;
  private final Descent descent;

  /** What was told from both ends: whether they are ancestors. */
  private final Int2BooleanOpenHashMap told = new Int2BooleanOpenHashMap();

  private @Nullable BudgetExceededException ended;

  private Ancestry(int start, Traversal traversal, Descent descent) {
    this.start = start;
    this.traversal = traversal;
    this.descent = descent;
  }

  /**
   * Begins at {@code start}.
   *
   * @param now what ages in conditions count from
   * @throws BudgetExceededException if the budget of {@code meter} runs out, as any question to
   *     what this returns will then
   */
  public static Ancestry of(
      int start, Steps steps, TopologyReader graph, TypeSystem types, Instant now, Meter meter) {
    View view = new View(graph, types, now, meter, Namespaces.ALL);
    Traversal traversal =
        new Traversal(view, StepRules.of(steps, view), Direction.ANCESTORS, steps.maxDepthEdges());
    traversal.begin(new int[] {start});
    return new Ancestry(start, traversal, new Descent(view.with(meter.timeOnly()), steps));
  }

  /** All of them, nearest first, ties in the order of the journal, without the start. */
  public int[] nearestFirst() {
    walkToEnd();
    return Arrays.copyOf(traversal.reached(), traversal.count());
  }

  /** Edges on the shortest way to each of {@link #nearestFirst}. */
  public int[] depthsEdges() {
    walkToEnd();
    Levels levels = traversal.levels();
    int[] depths = new int[traversal.count()];
    for (int depth = 1; depth <= levels.maxDepth(); depth++) {
      Arrays.fill(depths, levels.from(depth), levels.to(depth), depth);
    }
    return depths;
  }

  /** Whether {@code artifact} is one of them. */
  public boolean contains(int artifact) {
    walkToEnd();
    return traversal.reaches(artifact);
  }

  /**
   * Which of some artifacts it descends from: those that a short walk meets, nearest first and ties
   * in the order of the journal, then the others, which are told from both ends, newest first. The
   * fewer are asked for, in all questions together, the shorter the walk.
   */
  public int[] among(int[] some) {
    requireGoing();
    IntOpenHashSet open = new IntOpenHashSet(some);
    open.removeIf(artifact -> traversal.reaches(artifact) || told.containsKey(artifact));
    while (!open.isEmpty()
        && traversal.goesOn()
        && traversal.count() < (open.size() + told.size()) * WALKED_IN_THE_MEANTIME) {
      goOn();
      open.removeIf(traversal::reaches);
    }
    IntArrayList found = reachedOf(new IntOpenHashSet(some));
    if (traversal.goesOn()) {
      open.forEach(artifact -> told.put(artifact, descent.leads(start, artifact)));
      Arrays.stream(some)
          .filter(artifact -> told.get(artifact) && !traversal.reaches(artifact))
          .distinct()
          .boxed()
          .sorted(Comparator.reverseOrder())
          .forEach(artifact -> found.add(artifact.intValue()));
    }
    return found.toIntArray();
  }

  private IntArrayList reachedOf(IntOpenHashSet wanted) {
    wanted.removeIf(artifact -> !traversal.reaches(artifact));
    IntArrayList found = new IntArrayList(wanted.size());
    for (int i = 0; found.size() < wanted.size(); i++) {
      int artifact = traversal.reached()[i];
      if (wanted.contains(artifact)) {
        found.add(artifact);
      }
    }
    return found;
  }

  private void walkToEnd() {
    requireGoing();
    while (traversal.goesOn()) {
      goOn();
    }
  }

  /** What a walk that ended early has not reached must not be taken for no ancestor. */
  private void requireGoing() {
    if (ended != null) {
      throw ended;
    }
  }

  private void goOn() {
    try {
      traversal.goOn();
    } catch (BudgetExceededException e) {
      ended = e;
      throw e;
    }
  }
}
