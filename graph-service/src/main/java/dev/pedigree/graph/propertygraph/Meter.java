package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.BudgetExceededException;
import dev.pedigree.graph.lineage.Truncation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts what a question costs, and ends it when that is too much. */
final class Meter {
  private final Budget budget;
  private final long startNanos = System.nanoTime();
  private final Set<ArtifactId> reached = new HashSet<>();

  Meter(Budget budget) {
    this.budget = budget;
  }

  /**
   * To be called now and then.
   *
   * @throws BudgetExceededException if the time is over, or nobody waits any more
   */
  void check() {
    if (budget.cancelled().getAsBoolean()) {
      throw over(Truncation.Reason.CANCELLED, "nobody waits for the answer any more");
    }
    long millis = (System.nanoTime() - startNanos) / 1_000_000;
    if (millis >= budget.time().toMillis()) {
      throw over(
          Truncation.Reason.TIME_BUDGET,
          "%d ms taken (expected: at most %d ms)".formatted(millis, budget.time().toMillis()));
    }
  }

  /** The first of {@code artifacts}, as many as may be reached; those met before cost nothing. */
  List<ArtifactId> reach(List<ArtifactId> artifacts) {
    for (int i = 0; i < artifacts.size(); i++) {
      if (!reached.contains(artifacts.get(i))) {
        if (reached.size() == budget.artifacts()) {
          return artifacts.subList(0, i);
        }
        reached.add(artifacts.get(i));
      }
    }
    return artifacts;
  }

  /** To be thrown where not all could be reached. */
  BudgetExceededException tooMany() {
    return over(
        Truncation.Reason.SIZE_BUDGET,
        "%d artifacts reached (expected: at most %d)"
            .formatted(reached.size(), budget.artifacts()));
  }

  private static BudgetExceededException over(Truncation.Reason reason, String detail) {
    return new BudgetExceededException(new Truncation(reason, detail));
  }
}
