package dev.pedigree.graph.journal;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A journal in memory, for tests of what stands on it. Passes the contract. */
public final class InMemoryJournal implements Journal {
  private final Clock clock;
  private final long maxBlockBytes;
  private final NavigableMap<Long, StoredEntry> byFirstRevision = new TreeMap<>();

  public InMemoryJournal(Clock clock) {
    this(clock, CassandraJournal.MAX_BLOCK_BYTES);
  }

  InMemoryJournal(Clock clock, long maxBlockBytes) {
    this.clock = clock;
    this.maxBlockBytes = maxBlockBytes;
  }

  @Override
  public Append append(JournalHead after, List<Change.Draft> drafts) {
    return append(after, drafts, timeBehind(after));
  }

  @Override
  public Instant timeBehind(JournalHead after) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return now.isBefore(after.at()) ? after.at() : now;
  }

  @Override
  public synchronized Append append(JournalHead after, List<Change.Draft> drafts, Instant at) {
    List<byte[]> payloads = Payloads.encode(drafts);
    if (byFirstRevision.containsKey(after.revision() + 1)) {
      return new Append.Conflict(after);
    }
    StoredEntry entry = StoredEntry.seal(after, payloads, at, maxBlockBytes);
    byFirstRevision.put(entry.firstRevision(), entry);
    return new Append.Done(entry.open());
  }

  @Override
  public int encodedBytes(Change.Draft draft) {
    return StoredEntry.encodedBytes(FactCodec.encodedBytes(draft));
  }

  @Override
  public synchronized List<Entry> read(JournalHead after, int maxEntries) {
    return byFirstRevision.tailMap(after.revision(), false).values().stream()
        .limit(maxEntries)
        .map(StoredEntry::open)
        .toList();
  }

  @Override
  public synchronized Optional<Entry> entryOf(long revision) {
    return row(revision).map(StoredEntry::open);
  }

  @Override
  public synchronized void erase(Collection<Long> revisions) {
    for (long revision : revisions) {
      StoredEntry row =
          row(revision)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "revision " + revision + " is not in the journal"));
      row.erased(Set.of(revision))
          .ifPresent(erased -> byFirstRevision.put(row.firstRevision(), erased));
    }
  }

  @Override
  public synchronized long verify(JournalHead expected, JournalVerifier.Report report) {
    JournalVerifier.Blocks blocks =
        block ->
            new ArrayList<>(byFirstRevision.values())
                .stream().filter(row -> row.block() == block).iterator();
    return new JournalVerifier(blocks, maxBlockBytes, expected, report).verify();
  }

  private Optional<StoredEntry> row(long revision) {
    return Optional.ofNullable(byFirstRevision.floorEntry(revision))
        .map(found -> found.getValue())
        .filter(row -> row.lastRevision() >= revision);
  }
}
