package dev.pedigree.bench.lineage;

import java.util.Arrays;

/**
 * What one contender took for one row of questions.
 *
 * @param sortedNanos per question the median of its passes, ascending
 * @param asked how many questions there were; more than were answered if time ran out
 * @param wrong how many were answered wrongly, or with an error
 */
record Measured(long[] sortedNanos, int asked, int wrong) {
  Measured {
    sortedNanos = sortedNanos.clone();
    Arrays.sort(sortedNanos);
  }

  int answered() {
    return sortedNanos.length;
  }

  /** In milliseconds; NaN: nothing was answered. */
  double millis(double percent) {
    if (sortedNanos.length == 0) {
      return Double.NaN;
    }
    int at = (int) Math.ceil(sortedNanos.length * percent / 100) - 1;
    return sortedNanos[Math.max(0, at)] / 1e6;
  }

  /** The medians of two contenders; NaN: one of them answered nothing. */
  double over(Measured that) {
    return millis(50) / that.millis(50);
  }
}
