package dev.pedigree.graph.lineage;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;

/**
 * How many edges lie on the longest way to a root. What is worked out for one artifact serves the
 * next; chains may be longer than a stack is deep, so nothing recurs.
 */
final class Generations {
  private static final int UNKNOWN = -1;

  private final View view;
  private final Int2IntOpenHashMap known = new Int2IntOpenHashMap();
  private final IntArrayList open = new IntArrayList();
  private int longest;

  Generations(View view) {
    this.view = view;
    known.defaultReturnValue(UNKNOWN);
  }

  /**
   * Of one artifact.
   *
   * @throws BudgetExceededException if the budget runs out
   */
  int of(int artifact) {
    open.push(artifact);
    while (!open.isEmpty()) {
      int next = open.topInt();
      if (known.containsKey(next) || settles(next)) {
        open.popInt();
      }
    }
    return known.get(artifact);
  }

  /** Whether all its parents are known, and now it is too; else they are to come first. */
  private boolean settles(int artifact) {
    int before = open.size();
    longest = 0;
    view.graph().parents(artifact, (edge, type, parent) -> meet(parent));
    view.meter().work(1 + open.size() - before);
    if (open.size() > before) {
      return false;
    }
    view.meter().reach();
    known.put(artifact, longest);
    return true;
  }

  private void meet(int parent) {
    int generation = known.get(parent);
    if (generation == UNKNOWN) {
      open.push(parent);
    } else {
      longest = Math.max(longest, generation + 1);
    }
  }
}
