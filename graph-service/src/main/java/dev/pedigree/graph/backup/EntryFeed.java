package dev.pedigree.graph.backup;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.journal.JournalRows;
import dev.pedigree.graph.journal.SealedEntry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Reads and verifies the journal's entries in a thread of its own, ahead of who takes them. */
final class EntryFeed implements AutoCloseable {
  private static final int AHEAD = 32;

  /** Without an entry between them. */
  private static final int ATTEMPTS = 5;

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

  private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;

  /** For the reading thread. */
  private JournalHead reached = JournalHead.START;

  /** What is handed over: an entry, the end, or the failure that ended it. */
  private record Item(@Nullable SealedEntry entry, @Nullable RuntimeException failure) {
    static final Item END = new Item(null, null);
  }

  /** Begins to read behind {@code after}. */
  EntryFeed(JournalRows rows, JournalHead after) {
    thread = Thread.ofPlatform().name("backup-read").daemon().start(() -> read(rows, after));
  }

  private void read(JournalRows rows, JournalHead after) {
    reached = after;
    int attempt = 1;
    while (true) {
      JournalHead begun = reached;
      try {
        rows.read(reached, this::offer);
        offer(Item.END);
        return;
      } catch (UnavailableException e) {
        attempt = reached.equals(begun) ? attempt + 1 : 1;
        if (attempt > ATTEMPTS || !rest()) {
          offer(new Item(null, e));
          return;
        }
      } catch (RuntimeException e) {
        offer(new Item(null, e));
        return;
      }
    }
  }

  private boolean offer(SealedEntry entry) {
    reached = entry.after();
    return offer(new Item(entry, null));
  }

  /** Whether it was not interrupted. */
  private static boolean rest() {
    try {
      Thread.sleep(BETWEEN_ATTEMPTS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean offer(Item item) {
    try {
      queue.put(item);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * The next entry; empty: there are no more.
   *
   * @throws RuntimeException what {@link JournalRows#read} throws
   */
  Optional<SealedEntry> next() throws InterruptedException {
    Item item = queue.take();
    if (item.failure() != null) {
      throw item.failure();
    }
    return Optional.ofNullable(item.entry());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
