package dev.pedigree.graph.lineage;

/** What the artifacts of an answer can be counted by; {@code EDGE_TYPE} counts the walked edges. */
public enum Grouping {
  /** The first that it was recorded as. */
  KIND,
  STAGE,
  /** Of its first name. */
  NAMESPACE,
  /** An artifact with several owners counts for each, one without for none. */
  OWNER,
  /** As the API shows it. */
  PROVENANCE,
  /** As {@code 2026-10}, UTC. */
  RECORDED_MONTH,
  /** Of a lineage alone. */
  DEPTH,
  /** Of a lineage alone. */
  EDGE_TYPE
}
