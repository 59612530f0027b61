package dev.pedigree.graph.lineage;

/** What the artifacts of an answer can be counted by; {@code EDGE_TYPE} counts the walked edges. */
public enum Grouping {
  KIND,
  STAGE,
  NAMESPACE,
  /** An artifact with several owners counts for each. */
  OWNER,
  PROVENANCE,
  /** As {@code 2026-10}, UTC. */
  RECORDED_MONTH,
  /** Of a lineage alone. */
  DEPTH,
  /** Of a lineage alone. */
  EDGE_TYPE
}
