package dev.pedigree.graph.lineage;

/** What the artifacts of an answer can be counted by; {@code EDGE_TYPE} counts the walked edges. */
public enum Grouping {
  KIND,
  STAGE,
  NAMESPACE,
  PROVENANCE,
  DEPTH,
  EDGE_TYPE
}
