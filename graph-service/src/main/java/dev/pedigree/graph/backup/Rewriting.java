package dev.pedigree.graph.backup;

import dev.pedigree.graph.journal.SealedEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Writes segments anew without payloads that were erased after they had been copied. */
final class Rewriting {
  private final BackupFolder folder;
  private final BackupProgress progress;

  Rewriting(BackupFolder folder, BackupProgress progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Publishes the backup with new files in the place of those that have such payloads, and deletes
   * these. Does nothing if there are none.
   *
   * @throws BackupException if the backup is damaged
   */
  Manifest rewrite(Manifest manifest) throws IOException {
    if (manifest.erasedLater().isEmpty()) {
      return manifest;
    }
    Erasures erasures = Scan.of(folder.path(), manifest, 0, progress).erasures();
    List<Segment> segments = new ArrayList<>(manifest.segments());
    for (int index = 0; index < segments.size(); index++) {
      Segment segment = segments.get(index);
      if (manifest.erasedLater().stream().anyMatch(segment::holds)) {
        segments.set(index, rewrite(manifest, index, erasures));
      }
    }
    Manifest rewritten = manifest.with(segments, new TreeSet<>());
    folder.publish(rewritten);
    folder.clean(rewritten);
    return rewritten;
  }

  private Segment rewrite(Manifest manifest, int index, Erasures erasures) throws IOException {
    Path part = folder.part("segment");
    Segment written;
    try (SegmentWriter out = new SegmentWriter(part)) {
      SegmentReader.read(folder.path(), manifest, index, entry -> add(out, entry, erasures));
      written = out.finish(manifest.segments().get(index).rewritten() + 1);
    }
    folder.settle(part, written.file());
    return written;
  }

  private void add(SegmentWriter out, SealedEntry entry, Erasures erasures) {
    SealedEntry left = erasures.applyTo(entry);
    try {
      out.add(left, left.open());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    progress.reached(BackupProgress.Step.REWRITING, entry.lastRevision(), 0);
  }
}
