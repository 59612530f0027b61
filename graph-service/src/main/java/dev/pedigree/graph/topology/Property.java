package dev.pedigree.graph.topology;

/** What may change of an artifact, or is known of few. Numbers are stored: only append. */
enum Property {
  /** Another kind that it was recorded as: its number. */
  KIND,
  /** Another name: an {@link dev.pedigree.graph.artifact.ArtifactName}. */
  NAME,
  /** A {@link dev.pedigree.graph.artifact.Stage}. */
  STAGE,
  /** Whether it is quarantined. */
  QUARANTINED,
  /** As declared. */
  PROVENANCE,
  /** All its labels, by key. */
  LABELS,
  /** All its owners. */
  OWNERS,
  /** A {@link TopologyReader.CheckMark}. */
  CHECK,
  /** Its attributes are not what they were recorded with. */
  ATTRIBUTES,
  /** Its description, owners, labels or creation time are not what they were recorded with. */
  DESCRIPTION,
  RETRACTED,
  /** Something about it was recorded that is not kept here. */
  TOUCHED
}
