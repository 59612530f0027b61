package dev.pedigree.graph.backup;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.journal.JournalHead;

/**
 * One file of a backup: a contiguous run of entries. Never changed once it is there.
 *
 * @param file its name in the backup's folder
 * @param facts in all its changes
 * @param rawBytes of its entries before they were compressed
 * @param bytes of the file
 * @param sha256 of the file
 * @param payloadVersion what a reader has to know
 * @param after the position behind its last entry
 */
record Segment(
    String file,
    long firstRevision,
    long entries,
    long facts,
    long rawBytes,
    long bytes,
    Digest sha256,
    int payloadVersion,
    JournalHead after) {
  private static final String NAME = "segment-[0-9]{12,}-[0-9]{12,}(-[0-9]+)?\\.zst";

  Segment {
    if (!file.matches(NAME)) {
      throw new IllegalArgumentException("segment: " + file + " (expected: " + NAME + ")");
    }
  }

  /** Whether a file of this name may be one of ours. */
  static boolean isName(String file) {
    return file.matches(NAME);
  }

  /**
   * The name of the file with these revisions.
   *
   * @param rewritten how often it was rewritten
   */
  static String name(long firstRevision, long lastRevision, int rewritten) {
    return "segment-%012d-%012d%s.zst"
        .formatted(firstRevision, lastRevision, rewritten == 0 ? "" : "-" + rewritten);
  }

  long lastRevision() {
    return after.revision();
  }

  boolean holds(long revision) {
    return firstRevision <= revision && revision <= lastRevision();
  }

  /** How often it was rewritten. */
  int rewritten() {
    String[] parts = file.substring(0, file.lastIndexOf('.')).split("-", -1);
    return parts.length == 4 ? Integer.parseInt(parts[3]) : 0;
  }

  @Override
  public String toString() {
    return "segment " + file + " (revisions " + firstRevision + " to " + lastRevision() + ")";
  }
}
