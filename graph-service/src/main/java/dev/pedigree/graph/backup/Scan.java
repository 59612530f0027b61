package dev.pedigree.graph.backup;

import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.journal.SealedEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads all of a backup once: verifies it, and learns what was erased and where a revision is. */
final class Scan {
  private final BackupProgress progress;
  private final long goal;
  private final long wanted;
  private final Erasures erasures = new Erasures();
  private @Nullable JournalHead found;
  private @Nullable SealedEntry around;

  private Scan(BackupProgress progress, long goal, long wanted) {
    this.progress = progress;
    this.goal = goal;
    this.wanted = wanted;
  }

  /**
   * Scans the backup in {@code folder}.
   *
   * @param wanted a revision that {@link #position} is asked for
   * @throws BackupException with the first damage of each segment that has one
   */
  static Scan of(Path folder, Manifest manifest, long wanted, BackupProgress progress)
      throws IOException {
    Scan scan = new Scan(progress, manifest.head().revision(), wanted);
    List<String> damages = new ArrayList<>();
    for (int index = 0; index < manifest.segments().size(); index++) {
      try {
        SegmentReader.read(folder, manifest, index, scan::take);
      } catch (BackupException e) {
        damages.add(String.valueOf(e.getMessage()));
      }
    }
    damages.addAll(scan.erasures.contradictions());
    if (!damages.isEmpty()) {
      throw new BackupException(damages);
    }
    return scan;
  }

  private void take(SealedEntry entry) {
    Entry opened = entry.open();
    erasures.learn(entry, opened);
    if (entry.firstRevision() <= wanted && wanted <= entry.lastRevision()) {
      around = entry;
      found = entry.lastRevision() == wanted ? entry.after() : null;
    }
    progress.reached(BackupProgress.Step.CHECKING, entry.lastRevision(), goal);
  }

  Erasures erasures() {
    return erasures;
  }

  /**
   * The position behind the wanted revision.
   *
   * @throws BackupException if the backup does not have it, or other changes were recorded together
   *     with it
   */
  JournalHead position() {
    JournalHead position = found;
    if (position != null) {
      return position;
    }
    SealedEntry entry = around;
    if (entry == null) {
      throw new BackupException(
          "revision " + wanted + " is not in the backup (expected: 1 to " + goal + ")");
    }
    String before = entry.firstRevision() == 1 ? "" : (entry.firstRevision() - 1) + " or ";
    throw new BackupException(
        "revision %d was recorded in one entry with %d to %d (expected: %s%d)"
            .formatted(
                wanted, entry.firstRevision(), entry.lastRevision(), before, entry.lastRevision()));
  }
}
