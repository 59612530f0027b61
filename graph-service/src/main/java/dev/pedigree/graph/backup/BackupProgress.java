package dev.pedigree.graph.backup;

/** Hears how far a backup or a restore is. */
public interface BackupProgress {
  /** What is being done. */
  enum Step {
    /** The journal's entries are copied. */
    COPYING,
    /** A backup is read and verified. */
    CHECKING,
    /** Segments are written anew without what was erased. */
    REWRITING,
    /** Entries are put into a journal. */
    RESTORING
  }

  /**
   * Called often.
   *
   * @param goal the last revision; 0: not known
   */
  void reached(Step step, long revision, long goal);
}
