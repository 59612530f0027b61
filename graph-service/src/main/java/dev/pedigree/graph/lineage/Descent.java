package dev.pedigree.graph.lineage;

import dev.pedigree.graph.topology.Expansion;
import java.util.function.IntPredicate;

/**
 * Whether an artifact descends from another, searched from both ends, a whole level at a time of
 * the end where that is likely to cost less. What does not conduct is not gone on from, and, as
 * long as parents are recorded before their children, neither is what is older than the ancestor or
 * newer than the child, or what the topology rules out to lie between the two. Source: I. Pohl,
 * Bi-directional Search, Machine Intelligence 6, 1971.
 */
final class Descent {
  /** Parents are few, but children can be a million: so much wider is the end below first. */
  private static final int PATIENCE = 16;

  private final View view;
  private final StepRules rules;
  private final int maxDepthEdges;

  Descent(View view, Steps steps) {
    this.view = view;
    this.rules = StepRules.of(steps, view);
    this.maxDepthEdges = steps.maxDepthEdges();
  }

  /**
   * Whether a way leads from {@code child} up to {@code ancestor}; false for an artifact and
   * itself.
   *
   * @throws BudgetExceededException if the budget runs out
   */
  boolean leads(int child, int ancestor) {
    boolean ordered = view.graph().ancestorsAreOlder();
    if (child == ancestor
        || (ordered && child < ancestor)
        || !view.graph().mayDescend(child, ancestor)
        || view.graph().retracted(child)
        || view.graph().retracted(ancestor)) {
      return false;
    }
    IntPredicate goesUpFrom =
        a -> !(ordered && a < ancestor) && maybe(a, ancestor) && rules.conducts(a);
    IntPredicate goesDownFrom =
        a -> !(ordered && a > child) && maybe(child, a) && rules.conducts(a);
    try (Expansion up = rules.expansion(Direction.ANCESTORS);
        Expansion down = rules.expansion(Direction.DESCENDANTS)) {
      End below = new End(up, child, ancestor, goesUpFrom);
      End above = new End(down, ancestor, child, goesDownFrom);
      for (int edges = 0; edges < maxDepthEdges && below.goesOn() && above.goesOn(); edges++) {
        boolean upwards = below.width() <= PATIENCE * above.width();
        if (upwards ? below.meets(above) : above.meets(below)) {
          return true;
        }
      }
      return false;
    }
  }

  private boolean maybe(int below, int above) {
    return view.graph().mayDescend(below, above);
  }

  /** What has been reached from one end. */
  private final class End {
    private final Expansion reached;
    private final int start;
    private final int target;
    private final IntPredicate goesOnFrom;
    private int from;
    private int to;
    private boolean begun;

    End(Expansion reached, int start, int target, IntPredicate goesOnFrom) {
      this.reached = reached;
      this.start = start;
      this.target = target;
      this.goesOnFrom = goesOnFrom;
    }

    boolean goesOn() {
      return !begun || from < to;
    }

    long width() {
      return begun ? to - from : 1L;
    }

    /** Goes one level on; whether that meets what was reached from the other end. */
    boolean meets(End other) {
      if (!begun) {
        begun = true;
        if (expand(start, other)) {
          return true;
        }
      }
      for (int i = from; i < to; i++) {
        if (expand(reached.queue()[i], other)) {
          return true;
        }
      }
      from = to;
      to = reached.size();
      return false;
    }

    private boolean expand(int artifact, End other) {
      int before = reached.size();
      view.meter().work(reached.from(artifact) + 1);
      if (reached.reaches(target)) {
        return true;
      }
      reached.keep(before, goesOnFrom);
      view.meter().reach(reached.size() - before, left -> {});
      for (int i = before; i < reached.size(); i++) {
        if (other.reached.reaches(reached.queue()[i])) {
          return true;
        }
      }
      return false;
    }
  }
}
