package dev.pedigree.graph.artifact;

/** What a check found. */
public enum CheckOutcome {
  PASSED,
  FAILED
}
