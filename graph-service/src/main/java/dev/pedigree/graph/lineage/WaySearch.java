package dev.pedigree.graph.lineage;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.Collections;

/**
 * A shortest way between two artifacts, searched from both ends, a whole level at a time of the end
 * where that is likely to cost less; what does not conduct is not remembered. Source: I. Pohl,
 * Bi-directional Search, Machine Intelligence 6, 1971.
 */
final class WaySearch {
  private static final int NONE = -1;

  /** Parents are few, but children can be a million: so much wider is the end below first. */
  private static final int PATIENCE = 16;

  private final View view;
  private final StepRules rules;
  private final int maxDepthEdges;

  WaySearch(View view, Steps steps) {
    this.view = view;
    this.rules = StepRules.of(steps, view);
    this.maxDepthEdges = steps.maxDepthEdges();
  }

  /**
   * The edges from {@code child} up to {@code ancestor}, the child's first; none if there is no
   * way.
   *
   * @throws BudgetExceededException if the budget runs out
   */
  IntList way(int child, int ancestor) {
    if (child == ancestor) {
      return IntList.of();
    }
    End below = new End(child, ancestor, Direction.ANCESTORS);
    End above = new End(ancestor, child, Direction.DESCENDANTS);
    for (int edges = 0; edges < maxDepthEdges && below.goesOn() && above.goesOn(); edges++) {
      boolean upwards = below.width() <= PATIENCE * above.width();
      int meeting = upwards ? below.advance(above) : above.advance(below);
      if (meeting != NONE) {
        return way(below, meeting, above);
      }
    }
    return IntList.of();
  }

  private IntList way(End below, int meeting, End above) {
    IntArrayList way = new IntArrayList();
    for (int edge = below.edgeTo(meeting); edge != NONE; ) {
      way.add(edge);
      edge = below.edgeTo(view.graph().child(edge));
    }
    Collections.reverse(way);
    for (int edge = above.edgeTo(meeting); edge != NONE; ) {
      way.add(edge);
      edge = above.edgeTo(view.graph().parent(edge));
    }
    return way;
  }

  /** What has been reached from one end. */
  private final class End {
    private final int target;
    private final Direction direction;

    /** The edge by which each was reached; none at the start. */
    private final Int2IntOpenHashMap edgeTo = new Int2IntOpenHashMap();

    private IntArrayList frontier;
    private IntArrayList next = new IntArrayList();
    private int meeting = NONE;

    End(int start, int target, Direction direction) {
      this.target = target;
      this.direction = direction;
      this.frontier = IntArrayList.of(start);
      edgeTo.defaultReturnValue(NONE);
      edgeTo.put(start, NONE);
    }

    boolean goesOn() {
      return !frontier.isEmpty();
    }

    long width() {
      return frontier.size();
    }

    int edgeTo(int artifact) {
      return edgeTo.get(artifact);
    }

    /**
     * Goes one level on. Gives an artifact that both ends have reached, on a shortest way, or NONE.
     */
    int advance(End other) {
      next = new IntArrayList();
      for (int i = 0; i < frontier.size() && meeting == NONE; i++) {
        view.meter().work(1);
        rules.visit(
            frontier.getInt(i), direction, (edge, type, reached) -> reach(edge, reached, other));
      }
      frontier = next;
      return meeting;
    }

    private boolean maybeOnAWay(int artifact) {
      return direction == Direction.ANCESTORS
          ? view.graph().mayDescend(artifact, target)
          : view.graph().mayDescend(target, artifact);
    }

    private void reach(int edge, int artifact, End other) {
      if (edgeTo.containsKey(artifact)
          || (artifact != target && !(maybeOnAWay(artifact) && rules.conducts(artifact)))) {
        return;
      }
      view.meter().reach();
      edgeTo.put(artifact, edge);
      next.add(artifact);
      if (meeting == NONE && other.edgeTo.containsKey(artifact)) {
        meeting = artifact;
      }
    }
  }
}
