package dev.pedigree.graph.projection;

import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * Something made from the journal that can be dropped and made again. Applying is idempotent: what
 * was applied before, also by another process or in other portions, changes nothing.
 */
public interface Projection {
  /** Lower-case, stable: it keys the lease and the watermark. */
  String name();

  /**
   * Makes what it needs in its store. Safe to repeat; called by the lease holder before it applies
   * anything.
   */
  void prepare();

  /**
   * Applies changes in order, without a gap behind those applied before. Durable when it returns.
   *
   * @throws dev.pedigree.graph.cassandra.UnavailableException if its store does not answer; the
   *     same changes come again
   */
  void apply(List<Change> changes);

  /** Applies the changes of whole entries; otherwise like {@link #apply}. */
  default void applyEntries(List<Entry> entries) {
    List<Change> changes = new ArrayList<>();
    entries.forEach(entry -> changes.addAll(entry.changes()));
    apply(changes);
  }

  /**
   * Compares what is stored with what {@code journal} (all changes up to a revision that is
   * applied) says.
   *
   * @return how many differences were found, each told to {@code report}, which also hears of
   *     progress
   */
  long verify(Iterable<Change> journal, Verification.Report report);

  /**
   * Writes anew what {@link #verify} finds missing or different, and removes what it finds extra.
   * Called by the lease holder, which applies nothing meanwhile.
   *
   * @param journal all changes up to {@code watermark}
   * @param watermark what is applied
   * @return how many differences were met, each told to {@code report}; {@link #verify} tells what
   *     is left
   */
  default long repair(Iterable<Change> journal, long watermark, Verification.Report report) {
    throw new UnsupportedOperationException(name() + " cannot be repaired");
  }
}
