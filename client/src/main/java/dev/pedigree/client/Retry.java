package dev.pedigree.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Tries the same until there is an answer or the time is over, with longer and longer pauses. */
final class Retry {
  private static final System.Logger log = System.getLogger(Retry.class.getName());
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final long end;
  private final Duration limit;
  private final boolean repeatable;

  /**
   * The time begins now.
   *
   * @param repeatable whether more than one try is harmless
   */
  Retry(Duration limit, boolean repeatable) {
    this.limit = limit;
    this.repeatable = repeatable;
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** One try. */
  @FunctionalInterface
  interface Attempt<T> {
    /**
     * Tries.
     *
     * @param left the time that it may take
     * @throws NoAnswerException if the next one may do better
     */
    T run(Duration left) throws NoAnswerException;
  }

  /**
   * Tries once, and again after every {@link NoAnswerException}.
   *
   * @throws UnavailableException when the time is over, or the thread is interrupted
   */
  <T> T until(Attempt<T> attempt) {
    for (int tries = 1; ; tries++) {
      try {
        return attempt.run(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())));
      } catch (NoAnswerException e) {
        long pause = pauseMillis(tries);
        if (!repeatable) {
          throw new UnavailableException("no answer: " + e.getMessage(), e);
        }
        if (System.nanoTime() + pause * 1_000_000 >= end) {
          throw new UnavailableException(
              "no answer in " + tries + " tries within " + limit + ": " + e.getMessage(), e);
        }
        log.log(System.Logger.Level.DEBUG, "{0}; again in {1} ms", e.getMessage(), pause);
        sleep(pause, e);
      }
    }
  }

  /** Somewhere up to a limit that doubles: those who failed together do not come back together. */
  private static long pauseMillis(int tries) {
    long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(tries, 10));
    return ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
  }

  private static void sleep(long millis, NoAnswerException last) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted: " + last.getMessage(), last);
    }
  }
}
