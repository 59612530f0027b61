package dev.pedigree.graph.lineage;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What one question may cost. A walk that runs out of it ends early and says so.
 *
 * @param time from the start of the question
 * @param artifacts how many may be reached
 * @param cancelled whether nobody waits for the answer any more; asked often, by any thread
 */
public record Budget(Duration time, int artifacts, BooleanSupplier cancelled) {
  /** No limit. */
  public static final Budget UNLIMITED =
      new Budget(Duration.ofDays(1), Integer.MAX_VALUE, () -> false);
}
