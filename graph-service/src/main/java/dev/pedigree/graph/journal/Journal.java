package dev.pedigree.graph.journal;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.cassandra.UnavailableException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A totally ordered, append-only, hash-chained sequence of changes, shared by every process that
 * opens it.
 */
public interface Journal {
  /** An entry's payloads together are at most so long, in bytes. */
  int MAX_ENTRY_BYTES = 1 << 20;

  /**
   * The time that an entry right behind {@code after} has if it is appended now: never before that
   * of {@code after}.
   */
  Instant timeBehind(JournalHead after);

  /** Appends as {@link #append(JournalHead, List, Instant)} does, at the present time. */
  default Append append(JournalHead after, List<Change.Draft> drafts) throws InterruptedException {
    return append(after, drafts, timeBehind(after));
  }

  /**
   * Appends {@code drafts} as one entry right behind {@code after}. Returns only when the outcome
   * is certain: an append whose reply got lost is proposed again, byte for byte, until it is seen
   * to have won or lost.
   *
   * @param drafts at least one, together at most {@link #MAX_ENTRY_BYTES} encoded (see {@link
   *     #encodedBytes})
   * @param at the entry's time, from {@link #timeBehind}
   * @throws IllegalArgumentException if {@code at} is before the time of {@code after}
   * @throws UnavailableException if nothing was proposed
   * @throws InterruptedException if interrupted while the outcome is open; the drafts may or may
   *     not be in the journal
   */
  Append append(JournalHead after, List<Change.Draft> drafts, Instant at)
      throws InterruptedException;

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
   * @throws IllegalArgumentException if one is not in the journal; those before it are erased
   * @throws UnavailableException if that cannot be done now; some may be erased already
   */
  void erase(Collection<Long> revisions);

  /**
   * The fact that announces the erasure of {@code revisions}. It is appended first; then they are
   * erased.
   *
   * @throws IllegalArgumentException if one is not in the journal
   * @throws UnavailableException if they cannot be read now
   */
  default Fact.ErasurePerformed erasureOf(Collection<Long> revisions, String reason) {
    Map<Long, Digest> residues = new HashMap<>();
    for (long revision : revisions) {
      Entry entry =
          entryOf(revision)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "revision " + revision + " is not in the journal"));
      int index = (int) (revision - entry.changes().getFirst().revision());
      residues.put(revision, Residue.digest(entry.changes().get(index).draft()));
    }
    return new Fact.ErasurePerformed(residues, reason);
  }

  /**
   * Walks the chain from its start, computes every hash again, and compares what was erased with
   * what {@link Fact.ErasurePerformed} announced. An erasure under way counts as a damage.
   *
   * @param expected a position that was read before: what is there must be the same still, and what
   *     was cut off behind is noticed; {@link JournalHead#START}: none
   * @return how many damages were found, each told to {@code report}; behind the first one of the
   *     chain nothing is checked
   * @throws UnavailableException if the journal cannot be read now
   */
  long verify(JournalHead expected, JournalVerifier.Report report);
}
