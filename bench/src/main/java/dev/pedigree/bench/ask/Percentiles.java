package dev.pedigree.bench.ask;

import java.util.Arrays;

/** Times of one thing, done often. */
public final class Percentiles {
  private final long[] sortedNanos;

  private Percentiles(long[] sortedNanos) {
    this.sortedNanos = sortedNanos;
  }

  public static Percentiles of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Percentiles(sorted);
  }

  public double millis(double percent) {
    int at = (int) Math.ceil(sortedNanos.length * percent / 100) - 1;
    return sortedNanos[Math.max(0, at)] / 1e6;
  }

  @Override
  public String toString() {
    return "p50 %.2f ms, p95 %.2f ms, p99 %.2f ms".formatted(millis(50), millis(95), millis(99));
  }
}
