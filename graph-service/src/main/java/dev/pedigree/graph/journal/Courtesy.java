package dev.pedigree.graph.journal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to hold back after a lost race. Two writers that propose at the same time make each
 * other's rounds fail, so one that lost lets the winner have a few entries undisturbed; it gathers
 * a larger group meanwhile. Who loses again and again holds back less and less.
 */
final class Courtesy {
  private static final int MOST_ENTRIES = 8;
  private static final long LONGEST_NANOS = Duration.ofMillis(200).toNanos();

  private long typicalNanos;
  private int losses;

  /** An append took so long, and won. */
  synchronized void won(long nanos) {
    typicalNanos = typicalNanos == 0 ? nanos : (7 * typicalNanos + nanos) / 8;
    losses = 0;
  }

  /** An append lost. */
  Duration lost() {
    long bound = bound();
    return bound <= 0
        ? Duration.ZERO
        : Duration.ofNanos(ThreadLocalRandom.current().nextLong(bound / 2, bound + 1));
  }

  private synchronized long bound() {
    long entries = Math.max(1, MOST_ENTRIES >> Math.min(losses, 3));
    losses++;
    return Math.min(LONGEST_NANOS, entries * typicalNanos);
  }
}
