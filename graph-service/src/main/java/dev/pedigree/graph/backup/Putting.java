package dev.pedigree.graph.backup;

import dev.pedigree.graph.journal.JournalRestore;
import dev.pedigree.graph.journal.SealedEntry;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts a backup's entries up to a revision into a journal, except those that are there already. */
final class Putting implements Consumer<SealedEntry> {
  private final Erasures erasures;
  private final JournalRestore journal;
  private final long reached;
  private final long end;
  private final BackupProgress progress;

  /** Entries that may be missing although one behind them is there. */
  private final ArrayDeque<SealedEntry> uncertain = new ArrayDeque<>();

  private @Nullable SealedEntry first;

  /**
   * @param reached what an earlier process put: see {@link JournalRestore.Claim.Ours}
   * @param end what is behind this revision is left out
   */
  Putting(
      Erasures erasures, JournalRestore journal, long reached, long end, BackupProgress progress) {
    this.erasures = erasures;
    this.journal = journal;
    this.reached = reached;
    this.end = end;
    this.progress = progress;
  }

  @Override
  public void accept(SealedEntry entry) {
    if (entry.firstRevision() > end) {
      return;
    }
    SealedEntry erased = erasures.applyTo(entry);
    if (first == null) {
      first = erased;
    } else if (erased.lastRevision() <= reached) {
      uncertain.addLast(erased);
      if (uncertain.size() > JournalRestore.WINDOW) {
        uncertain.removeFirst();
      }
    } else {
      putUncertain();
      journal.put(erased);
    }
    progress.reached(BackupProgress.Step.RESTORING, entry.lastRevision(), end);
  }

  private void putUncertain() {
    uncertain.forEach(journal::put);
    uncertain.clear();
  }

  /** When there are no more. */
  void finish() {
    putUncertain();
  }

  /** The first entry, which is not put. */
  SealedEntry first() {
    SealedEntry held = first;
    if (held == null) {
      throw new IllegalStateException("no entry up to revision " + end);
    }
    return held;
  }
}
