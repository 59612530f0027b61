package dev.pedigree.graph.replica;

import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.journal.JournalHead;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The entries behind a position, read and decoded while those before them are applied, as long as
 * there are many. For one thread.
 */
final class ReadAhead {
  private static final int ENTRIES_PER_READ = 16;

  private final Journal journal;
  private JournalHead reached;
  private @Nullable CompletableFuture<List<Entry>> reading;

  ReadAhead(Journal journal, JournalHead from) {
    this.journal = journal;
    this.reached = from;
  }

  /**
   * The next entries; empty: there are none yet.
   *
   * @throws dev.pedigree.graph.cassandra.UnavailableException if the journal does not answer
   */
  List<Entry> next() {
    CompletableFuture<List<Entry>> begun = reading;
    reading = null;
    List<Entry> entries = begun == null ? journal.read(reached, ENTRIES_PER_READ) : await(begun);
    if (!entries.isEmpty()) {
      reached = entries.getLast().after();
    }
    if (entries.size() > 1) {
      JournalHead from = reached;
      CompletableFuture<List<Entry>> following = new CompletableFuture<>();
      Thread.ofVirtual()
          .name("replica-read-ahead")
          .start(
              () ->
                  following.completeAsync(
                      () -> journal.read(from, ENTRIES_PER_READ), Runnable::run));
      reading = following;
    }
    return entries;
  }

  private static List<Entry> await(CompletableFuture<List<Entry>> reading) {
    try {
      return reading.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
