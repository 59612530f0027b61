package dev.pedigree.graph.lineage;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What one question may cost. A walk that runs out of it ends early and says so.
 *
 * @param time from the start of the question; looked at once in a few thousand edges
 * @param artifacts how many may be reached by all walks of the question together, those for its
 *     conditions included, or be selected; one that two walks reach counts twice. What is reached
 *     beyond is not answered
 * @param cancelled whether nobody waits for the answer any more; asked as often as the time is, by
 *     any thread
 */
public record Budget(Duration time, int artifacts, BooleanSupplier cancelled) {
  /** No limit. */
  public static final Budget UNLIMITED =
      new Budget(Duration.ofDays(1), Integer.MAX_VALUE, () -> false);
}
