package dev.pedigree.graph.projection;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.journal.JournalHead;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the journal on, in portions of whole entries. For one thread. */
final class JournalCursor {
  /** An entry has at most 1 MiB, so this bounds memory. */
  private static final int ENTRIES_PER_READ = 16;

  private final Journal journal;
  private final int changesPerPortion;
  private final Deque<Entry> ahead = new ArrayDeque<>();
  private @Nullable JournalHead passed;

  JournalCursor(Journal journal, int changesPerPortion) {
    this.journal = journal;
    this.changesPerPortion = changesPerPortion;
  }

  /** Whether it knows where to read on. */
  boolean placed() {
    return passed != null;
  }

  /** Loses its place. */
  void forget() {
    passed = null;
    ahead.clear();
  }

  /**
   * Goes to the last position between entries at or before {@code revision}.
   *
   * @throws UnavailableException if the journal cannot be read, or does not reach so far
   */
  void place(long revision) {
    ahead.clear();
    passed = headAtOrBefore(revision);
  }

  private JournalHead headAtOrBefore(long revision) {
    if (revision == 0) {
      return JournalHead.START;
    }
    Entry entry =
        journal
            .entryOf(revision)
            .orElseThrow(
                () ->
                    new UnavailableException(
                        "watermark " + revision + " is beyond the end of the journal"));
    return entry.after().revision() == revision
        ? entry.after()
        : headAtOrBefore(entry.changes().getFirst().revision() - 1);
  }

  /**
   * The next portion; the same again until it is passed.
   *
   * @return empty at the end of the journal
   */
  List<Entry> next() {
    JournalHead head = passed;
    if (head == null) {
      throw new IllegalStateException("not placed");
    }
    if (ahead.isEmpty()) {
      ahead.addAll(journal.read(head, ENTRIES_PER_READ));
    }
    List<Entry> portion = new ArrayList<>();
    int changes = 0;
    for (Entry entry : ahead) {
      if (!portion.isEmpty() && changes + entry.changes().size() > changesPerPortion) {
        break;
      }
      portion.add(entry);
      changes += entry.changes().size();
    }
    return portion;
  }

  /** Goes behind {@code entry}, the last of a portion. */
  void passed(Entry entry) {
    while (!ahead.isEmpty() && ahead.getFirst().after().revision() <= entry.after().revision()) {
      ahead.removeFirst();
    }
    passed = entry.after();
  }
}
