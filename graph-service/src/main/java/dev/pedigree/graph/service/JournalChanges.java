package dev.pedigree.graph.service;

import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.journal.JournalHead;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** All changes up to a revision, read a few entries at a time. */
record JournalChanges(Journal journal, long until) implements Iterable<Change> {
  private static final int ENTRIES_PER_READ = 16;

  @Override
  public Iterator<Change> iterator() {
    return new Reading();
  }

  private final class Reading implements Iterator<Change> {
    private final Deque<Change> read = new ArrayDeque<>();
    private JournalHead head = JournalHead.START;

    @Override
    public boolean hasNext() {
      if (read.isEmpty() && head.revision() < until) {
        for (Entry entry : journal.read(head, ENTRIES_PER_READ)) {
          entry.changes().stream().filter(change -> change.revision() <= until).forEach(read::add);
          head = entry.after();
        }
      }
      return !read.isEmpty();
    }

    @Override
    public Change next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return read.remove();
    }
  }
}
