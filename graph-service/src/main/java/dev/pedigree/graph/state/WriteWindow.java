package dev.pedigree.graph.state;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.projection.StoreCall;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps many writes in flight, but not more than its size. */
final class WriteWindow {
  private final int size;
  private final Semaphore free;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  WriteWindow(int size) {
    this.size = size;
    this.free = new Semaphore(size);
  }

  /** Starts {@code write} as soon as there is room; not at all once one has failed. */
  void submit(Supplier<? extends CompletionStage<?>> write) {
    acquire(1);
    if (failure.get() != null) {
      free.release();
      return;
    }
    write
        .get()
        .whenComplete(
            (_, error) -> {
              if (error != null) {
                failure.compareAndSet(null, error);
              }
              free.release();
            });
  }

  /**
   * Waits until all are done.
   *
   * @throws UnavailableException if one of them did not reach the store
   */
  void finish() {
    acquire(size);
    free.release(size);
    Throwable error = failure.get();
    if (error instanceof RuntimeException unchecked) {
      throw StoreCall.translated(unchecked);
    }
    if (error != null) {
      throw new IllegalStateException(error);
    }
  }

  private void acquire(int permits) {
    try {
      free.acquire(permits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted", e);
    }
  }
}
