package dev.pedigree.identity;

/** Is told how far reading is. */
@FunctionalInterface
public interface ReadProgress {
  /** Tells nobody. */
  ReadProgress NONE = (_, _) -> {};

  /**
   * Called after every piece.
   *
   * @param bytes read so far, of all files
   * @param total of all files, as they were found
   */
  void read(long bytes, long total);
}
