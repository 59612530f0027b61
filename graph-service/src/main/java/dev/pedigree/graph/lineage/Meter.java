package dev.pedigree.graph.lineage;

import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** What one question has spent of its {@link Budget}. For one thread. */
public final class Meter {
  private static final int EDGES_BETWEEN_LOOKS = 4_096;

  private final Budget budget;
  private final long startedAt;
  private int reached;

  /** Looked at once at the start: a question whose asker is gone already does not begin. */
  private int edgesUntilLook;

  /** The time counts from now on. */
  public Meter(Budget budget) {
    this(budget, System.nanoTime());
  }

  private Meter(Budget budget, long startedAt) {
    this.budget = budget;
    this.startedAt = startedAt;
  }

  /** For walks that leave nothing behind: the same time, but any number of artifacts. */
  Meter timeOnly() {
    return new Meter(new Budget(budget.time(), Integer.MAX_VALUE, budget.cancelled()), startedAt);
  }

  /**
   * One more artifact is about to be reached.
   *
   * @throws BudgetExceededException if it may not be
   */
  void reach() {
    if (reached >= budget.artifacts()) {
      throw exceeded(
          Truncation.Reason.SIZE_BUDGET,
          reached + " artifacts reached (expected: at most " + budget.artifacts() + ")");
    }
    reached++;
  }

  /**
   * So many more artifacts were reached.
   *
   * @param keep takes back all but so many of them, before this throws
   * @throws BudgetExceededException if they may not be
   */
  void reach(int more, IntConsumer keep) {
    int left = budget.artifacts() - reached;
    if (more > left) {
      reached += left;
      keep.accept(left);
      reach();
    }
    reached += more;
  }

  /**
   * So many edges were looked at, or artifacts tested.
   *
   * @throws BudgetExceededException if the time is over or nobody waits any more; noticed once in a
   *     few thousand edges
   */
  public void work(int edges) {
    edgesUntilLook -= edges;
    if (edgesUntilLook < 0) {
      look();
      edgesUntilLook = EDGES_BETWEEN_LOOKS;
    }
  }

  /**
   * Looks at once whether the time is over or nobody waits any more.
   *
   * @throws BudgetExceededException if so
   */
  public void look() {
    if (budget.cancelled().getAsBoolean()) {
      throw exceeded(Truncation.Reason.CANCELLED, "nobody waits for the answer any more");
    }
    long taken = System.nanoTime() - startedAt;
    if (taken >= TimeUnit.NANOSECONDS.convert(budget.time())) {
      throw exceeded(
          Truncation.Reason.TIME_BUDGET,
          TimeUnit.NANOSECONDS.toMillis(taken)
              + " ms taken (expected: at most "
              + TimeUnit.MILLISECONDS.convert(budget.time())
              + " ms)");
    }
  }

  private static BudgetExceededException exceeded(Truncation.Reason reason, String detail) {
    return new BudgetExceededException(new Truncation(reason, detail));
  }
}
