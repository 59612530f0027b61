package dev.pedigree.graph.backup;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.journal.JournalRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Copies a journal into a folder, or what a copy that is there lacks of it. A segment is there as a
 * whole or not at all, so whoever ends this process at any point leaves a backup, if a shorter one,
 * and the next run goes on from there.
 */
final class Backup {
  /** A segment closes with the entry that brings it to so many bytes before compression. */
  static final long SEGMENT_BYTES = 64L << 20;

  private final Path path;
  private final JournalRows rows;
  private final BackupProgress progress;
  private final long segmentBytes;

  /** Into the folder at {@code path}, which is made if it is absent. */
  Backup(Path path, JournalRows rows, BackupProgress progress) {
    this(path, rows, progress, SEGMENT_BYTES);
  }

  Backup(Path path, JournalRows rows, BackupProgress progress, long segmentBytes) {
    this.path = path;
    this.rows = rows;
    this.progress = progress;
    this.segmentBytes = segmentBytes;
  }

  /**
   * Copies everything behind the backup's end.
   *
   * @throws BackupException if the folder has a backup of another journal, one that is damaged or
   *     of a newer version, or something else, or if another process writes to it
   * @throws dev.pedigree.graph.cassandra.UnavailableException if the journal cannot be read now
   */
  BackedUp run(ErasedPayloads erased) throws IOException, InterruptedException {
    try (BackupFolder folder = BackupFolder.open(path)) {
      Manifest before = begin(folder);
      folder.clean(before);
      Manifest copied = new Copying(folder, rows, segmentBytes, progress).behind(before);
      Manifest after =
          erased == ErasedPayloads.REWRITE
              ? new Rewriting(folder, progress).rewrite(copied)
              : copied;
      List<Segment> made =
          copied.segments().subList(before.segments().size(), copied.segments().size());
      return new BackedUp(
          after.head(),
          after.head().revision() - before.head().revision(),
          made.stream().mapToLong(Segment::facts).sum(),
          made.stream().mapToLong(Segment::rawBytes).sum(),
          made.stream().mapToLong(Segment::bytes).sum(),
          after.segments().size(),
          (int) after.segments().stream().filter(it -> !copied.segments().contains(it)).count(),
          after.erasedLater().size());
    }
  }

  private Manifest begin(BackupFolder folder) throws IOException {
    Digest journal =
        rows.first()
            .map(JournalHead::hash)
            .orElseThrow(() -> new BackupException("the journal is empty: nothing to back up"));
    Optional<Manifest> found = folder.manifest();
    if (found.isEmpty()) {
      Manifest empty = new Manifest(journal, rows.blockBytes(), List.of(), new TreeSet<>());
      folder.publish(empty);
      return empty;
    }
    Manifest manifest = found.get();
    requireThisJournal(manifest, journal);
    requireSegments(manifest);
    return manifest;
  }

  private void requireThisJournal(Manifest manifest, Digest journal) {
    if (!manifest.journal().equals(journal)) {
      throw new BackupException(
          "%s has a backup of another journal, which begins with %s and not with %s (expected: a"
                  .formatted(path, manifest.journal(), journal)
              + " folder for each)");
    }
    JournalHead head = manifest.head();
    if (head.revision() > 0 && !rows.holds(head)) {
      throw new BackupException(
          "%s has a backup up to revision %d, which this journal has not, or has otherwise"
                  .formatted(path, head.revision())
              + " (expected: another folder for a journal that was restored to an earlier"
              + " revision)");
    }
  }

  private void requireSegments(Manifest manifest) throws IOException {
    for (Segment segment : manifest.segments()) {
      Path file = path.resolve(segment.file());
      if (!Files.exists(file)) {
        throw new BackupException(segment + " is missing");
      }
      if (Files.size(file) != segment.bytes()) {
        throw new BackupException(
            "%s has %d bytes (expected: %d)".formatted(segment, Files.size(file), segment.bytes()));
      }
    }
  }
}
