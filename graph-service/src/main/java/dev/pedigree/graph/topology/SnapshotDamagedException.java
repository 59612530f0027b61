package dev.pedigree.graph.topology;

/** A snapshot is not what was written, or was written by a version that wrote otherwise. */
final class SnapshotDamagedException extends Exception {
  private static final long serialVersionUID = 1L;

  SnapshotDamagedException(String message) {
    super(message);
  }
}
