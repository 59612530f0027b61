package dev.pedigree.bench.lineage;

import java.util.Arrays;

/** What one contender took for one row of questions: per question the median of its passes. */
final class Measured {
  private final long[] sortedNanos;
  private final int asked;
  private final int wrong;

  /**
   * Of the questions that were answered.
   *
   * @param asked how many questions there were; more than were answered if time ran out
   * @param wrong how many were answered wrongly, or with an error
   */
  Measured(long[] nanos, int asked, int wrong) {
    this.sortedNanos = nanos.clone();
    this.asked = asked;
    this.wrong = wrong;
    Arrays.sort(sortedNanos);
  }

  int asked() {
    return asked;
  }

  int wrong() {
    return wrong;
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
