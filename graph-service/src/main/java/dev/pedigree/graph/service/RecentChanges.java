package dev.pedigree.graph.service;

import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The newest changes, as they were appended: whoever follows the journal would otherwise read each
 * of them from the store anew. An erasure empties it. Safe for many threads.
 */
final class RecentChanges {
  private final int mostFacts;
  private final Deque<Change> changes = new ArrayDeque<>();
  private int facts;

  /** Keeps changes of at most so many facts together. */
  RecentChanges(int mostFacts) {
    this.mostFacts = mostFacts;
  }

  /** Takes in what comes next; what was not expected next begins it anew. */
  synchronized void add(List<Change> next) {
    for (Change change : next) {
      if (!changes.isEmpty() && changes.getLast().revision() + 1 != change.revision()) {
        clear();
      }
      changes.addLast(change);
      facts += change.facts().size();
      if (change.facts().stream().anyMatch(Fact.ErasurePerformed.class::isInstance)) {
        clear();
      }
    }
    while (facts > mostFacts) {
      facts -= changes.removeFirst().facts().size();
    }
  }

  private void clear() {
    changes.clear();
    facts = 0;
  }

  /**
   * The changes behind {@code after} up to {@code until} that satisfy {@code filter}, at most
   * {@code limit}; empty: not all of these are here.
   */
  synchronized Optional<List<Change>> behind(
      long after, long until, ChangeFilter filter, int limit) {
    if (changes.isEmpty()
        || changes.getFirst().revision() > after + 1
        || changes.getLast().revision() < until) {
      return Optional.empty();
    }
    List<Change> found = new ArrayList<>();
    for (Iterator<Change> newestFirst = changes.descendingIterator(); newestFirst.hasNext(); ) {
      Change change = newestFirst.next();
      if (change.revision() <= after) {
        break;
      }
      if (change.revision() <= until && filter.matches(change)) {
        found.add(change);
      }
    }
    List<Change> oldestFirst = found.reversed();
    return Optional.of(List.copyOf(oldestFirst.subList(0, Math.min(limit, oldestFirst.size()))));
  }
}
