package dev.pedigree.graph.backup;

import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.JournalRows;
import dev.pedigree.graph.journal.SealedEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Copies a journal's entries into new segments. */
final class Copying {
  private final BackupFolder folder;
  private final JournalRows rows;
  private final long segmentBytes;
  private final BackupProgress progress;

  /** Revisions that were erased already when they were copied. */
  private final SortedSet<Long> copiedErased = new TreeSet<>();

  Copying(BackupFolder folder, JournalRows rows, long segmentBytes, BackupProgress progress) {
    this.folder = folder;
    this.rows = rows;
    this.segmentBytes = segmentBytes;
    this.progress = progress;
  }

  /** Copies what is behind {@code manifest}, and publishes the backup after each segment. */
  Manifest behind(Manifest manifest) throws IOException, InterruptedException {
    Manifest now = manifest;
    try (EntryFeed feed = new EntryFeed(rows, manifest.head())) {
      Optional<SealedEntry> next = feed.next();
      while (next.isPresent()) {
        Path part = folder.part("segment");
        SortedSet<Long> erased = new TreeSet<>(now.erasedLater());
        try (SegmentWriter out = new SegmentWriter(part)) {
          while (next.isPresent() && out.rawBytes() < segmentBytes) {
            add(next.get(), out, erased);
            next = feed.next();
          }
          erased.removeAll(copiedErased);
          now = now.with(and(now.segments(), out.finish(0)), erased);
        }
        folder.settle(part, now.segments().getLast().file());
        folder.publish(now);
      }
    }
    return now;
  }

  private void add(SealedEntry entry, SegmentWriter out, SortedSet<Long> erased)
      throws IOException {
    Entry opened = entry.open();
    out.add(entry, opened);
    copiedErased.addAll(entry.residues().keySet());
    Erasures told = new Erasures();
    told.learn(opened);
    erased.addAll(told.revisions());
    progress.reached(BackupProgress.Step.COPYING, entry.lastRevision(), 0);
  }

  private static List<Segment> and(List<Segment> segments, Segment more) {
    List<Segment> all = new ArrayList<>(segments);
    all.add(more);
    return all;
  }
}
