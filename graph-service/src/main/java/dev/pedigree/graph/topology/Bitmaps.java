package dev.pedigree.graph.topology;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bitmaps of all artifacts, to be used again: a fresh one costs more than a small walk. Each is all
 * zeros when it is lent. For many threads.
 */
final class Bitmaps {
  private static final int MOST_KEPT = 16;

  private final ConcurrentLinkedQueue<long[]> kept = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  /** One for ordinals below {@code artifacts}. */
  long[] lend(int artifacts) {
    int words = (artifacts >>> 6) + 1;
    long[] found = kept.poll();
    if (found != null) {
      count.decrementAndGet();
      if (found.length >= words) {
        return found;
      }
    }
    return new long[words + (words >>> 3)];
  }

  /** Takes one back; it must be all zeros. */
  void giveBack(long[] bitmap) {
    if (count.incrementAndGet() <= MOST_KEPT) {
      kept.add(bitmap);
    } else {
      count.decrementAndGet();
    }
  }
}
