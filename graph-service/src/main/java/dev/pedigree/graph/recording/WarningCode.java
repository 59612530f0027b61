package dev.pedigree.graph.recording;

/** What an answer can warn of: stable, for programs. */
public enum WarningCode {
  /** A successor with the bytes of its predecessor: no edge was stored. */
  SAME_CONTENT,
  /** A successor that goes back to the bytes of an ancestor: no edge was stored. */
  REVERTED,
  /**
   * What was given about a known artifact differs from what is recorded, and was left as recorded.
   */
  ATTRIBUTES_KEPT,
  /** The artifact's stage was set before, to another, and was left as it is. */
  STAGE_KEPT,
  /** Nothing is known of the artifact's parents; its kind expects none. */
  UNKNOWN_PROVENANCE,
  /** A parent that the artifact's kind expects is missing, and it is no ORIGIN. */
  INCOMPLETE_PROVENANCE
}
