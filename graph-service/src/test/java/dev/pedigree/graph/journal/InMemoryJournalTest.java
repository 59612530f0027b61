package dev.pedigree.graph.journal;

import java.time.Clock;

class InMemoryJournalTest extends JournalContract {
  @Override
  protected Journal open(Clock clock, long maxBlockBytes) {
    return new InMemoryJournal(clock, maxBlockBytes);
  }
}
