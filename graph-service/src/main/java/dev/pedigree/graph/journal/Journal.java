package dev.pedigree.graph.journal;

import dev.pedigree.graph.cassandra.UnavailableException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A totally ordered, append-only, hash-chained sequence of changes, shared by every process that
 * opens it.
 */
public interface Journal {
  /** An entry's payloads together are at most so long, in bytes. */
  int MAX_ENTRY_BYTES = 1 << 20;

  /**
   * Appends {@code drafts} as one entry right behind {@code after}. Returns only when the outcome
   * is certain: an append whose reply got lost is proposed again, byte for byte, until it is seen
   * to have won or lost.
   *
   * @param drafts at least one, together at most {@link #MAX_ENTRY_BYTES} encoded (see {@link
   *     #encodedBytes})
   * @throws UnavailableException if nothing was proposed
   * @throws InterruptedException if interrupted while the outcome is open; the drafts may or may
   *     not be in the journal
   */
  Append append(JournalHead after, List<Change.Draft> drafts) throws InterruptedException;

  /** How many of an entry's bytes {@code draft} takes. */
  int encodedBytes(Change.Draft draft);

  /**
   * The entries right behind {@code after}, in order, without a gap; what lies behind a gap waits
   * until the gap is filled.
   *
   * @param after {@link JournalHead#START} or the {@code after} of an entry read before
   * @param maxEntries at most so many
   * @throws UnavailableException if they cannot be read now
   * @throws UndecodableChangeException if a newer version wrote one of them
   * @throws JournalDamagedException if the chain does not hold
   */
  List<Entry> read(JournalHead after, int maxEntries);

  /**
   * The entry that holds {@code revision}; empty if it is not written yet.
   *
   * @throws UnavailableException if it cannot be read now
   */
  Optional<Entry> entryOf(long revision);

  /**
   * Replaces the payloads of changes that {@link Fact.ErasurePerformed} names by their residues.
   * Repeating it is harmless: whoever reads that fact may finish what a stopped process began.
   *
   * @param revisions of changes that are in the journal
   */
  void erase(Collection<Long> revisions);
}
