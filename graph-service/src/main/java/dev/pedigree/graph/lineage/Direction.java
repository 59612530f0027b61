package dev.pedigree.graph.lineage;

/** Which way a walk goes along the edges. */
public enum Direction {
  /** From child to parent. */
  ANCESTORS,
  /** From parent to child. */
  DESCENDANTS
}
