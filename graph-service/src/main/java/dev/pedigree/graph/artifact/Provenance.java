package dev.pedigree.graph.artifact;

/** How complete an artifact's recorded parents are. */
public enum Provenance {
  /** Declared to have no parents. */
  ORIGIN,
  /** Declared to have no other parents than those recorded. */
  COMPLETE,
  /** Has parents; whether all are recorded is not known, or declared not to be so. */
  PARTIAL,
  /** Nothing is known of its parents. */
  UNKNOWN
}
