package dev.pedigree.gateway.admission;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * So many at a time. Callers go one after the other (round robin), however many of theirs wait;
 * those of one caller go in the order in which they came. Safe for many threads.
 */
final class Turns {
  private final Map<String, Deque<Semaphore>> waiting = new LinkedHashMap<>();
  private int free;

  Turns(int atATime) {
    this.free = atATime;
  }

  /** Waits for a turn of {@code caller}; empty: there was none within {@code patience}. */
  Optional<Turn> take(String caller, Duration patience) throws InterruptedException {
    Semaphore granted = new Semaphore(0);
    if (!isFree(caller, granted)) {
      boolean mine = false;
      try {
        mine = granted.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
      } finally {
        if (!mine && !leave(caller, granted)) {
          release();
        }
      }
      if (!mine) {
        return Optional.empty();
      }
    }
    return Optional.of(new Turn(this));
  }

  /** How many wait, of all callers. */
  synchronized int waiting() {
    return waiting.values().stream().mapToInt(Deque::size).sum();
  }

  private synchronized boolean isFree(String caller, Semaphore granted) {
    if (free > 0) {
      free--;
      return true;
    }
    waiting.computeIfAbsent(caller, _ -> new ArrayDeque<>()).add(granted);
    return false;
  }

  /** False: it has been granted meanwhile. */
  private synchronized boolean leave(String caller, Semaphore granted) {
    Deque<Semaphore> own = waiting.getOrDefault(caller, new ArrayDeque<>());
    boolean waited = own.remove(granted);
    if (own.isEmpty()) {
      waiting.remove(caller);
    }
    return waited;
  }

  private synchronized void release() {
    if (waiting.isEmpty()) {
      free++;
      return;
    }
    Map.Entry<String, Deque<Semaphore>> next = waiting.entrySet().iterator().next();
    waiting.remove(next.getKey());
    next.getValue().remove().release();
    if (!next.getValue().isEmpty()) {
      waiting.put(next.getKey(), next.getValue());
    }
  }

  /** What somebody does in turn. */
  static final class Turn implements AutoCloseable {
    private final Turns turns;
    private boolean open = true;

    private Turn(Turns turns) {
      this.turns = turns;
    }

    /** The next may go. May be called again. */
    @Override
    public void close() {
      synchronized (this) {
        if (!open) {
          return;
        }
        open = false;
      }
      turns.release();
    }
  }
}
