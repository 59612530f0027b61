package dev.pedigree.graph.lineage;

import dev.pedigree.graph.topology.Topology;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Answers a {@link LineageQuery}. When the budget runs out, what was found until then is it. */
final class Walking {
  private final LineageQuery query;
  private final View view;
  private int redacted;
  private @Nullable Truncation truncation;

  Walking(LineageQuery query, View view) {
    this.query = query;
    this.view = view;
  }

  /** For pages, the answer reads {@code topology} again. */
  Lineage from(int start, Topology topology) {
    StepRules rules = StepRules.of(query.steps(), view);
    try (Traversal traversal =
        new Traversal(view, rules, query.direction(), query.steps().maxDepthEdges())) {
      walk(traversal, start);
      Levels reached = traversal.levels();
      Levels found = answered(reached);
      return new WalkedLineage(
          topology,
          view.types(),
          view.graph().revision(),
          view.reads(),
          new WalkedEdges(query, view, start, reached, traversal.deadEnds()),
          found,
          redacted,
          truncation);
    }
  }

  private void walk(Traversal traversal, int start) {
    try {
      traversal.walk(new int[] {start});
    } catch (BudgetExceededException e) {
      truncation = e.truncation();
    }
  }

  private Levels answered(Levels reached) {
    IntPredicate where = FilterTest.answered(query.where(), view);
    return where == FilterTest.Whatever.MET ? reached : kept(reached, where);
  }

  private Levels kept(Levels reached, IntPredicate where) {
    Levels.Builder kept = new Levels.Builder();
    try {
      for (int depth = 1; depth <= reached.maxDepth(); depth++) {
        keep(reached, depth, where, kept);
        kept.endDepth();
      }
    } catch (BudgetExceededException e) {
      kept.endDepth();
      truncation = truncation == null ? e.truncation() : truncation;
    }
    return kept.build();
  }

  /** After a walk that was cut short, what it reached is tested all the same. */
  private void keep(Levels reached, int depth, IntPredicate where, Levels.Builder kept) {
    for (int i = reached.from(depth); i < reached.to(depth); i++) {
      if (truncation == null) {
        view.meter().work(1);
      }
      int artifact = reached.artifacts()[i];
      if (where.test(artifact)) {
        kept.add(artifact);
      } else if (!view.sight().sees(artifact)) {
        redacted++;
      }
    }
  }
}
