package dev.pedigree.graph.artifact;

import org.jspecify.annotations.Nullable;

/** How complete an artifact's recorded parents are. */
public enum Provenance {
  /** Declared to have no parents. */
  ORIGIN,
  /** Declared to have no other parents than those recorded. */
  COMPLETE,
  /** Has parents; whether all are recorded is not known, or declared not to be so. */
  PARTIAL,
  /** Nothing is known of its parents. */
  UNKNOWN;

  /**
   * What is known of an artifact: what was declared or, where nothing was, what the parents tell.
   *
   * @param declared null: nothing
   * @param hasParents whether an edge to a parent stands
   */
  public static Provenance of(@Nullable Provenance declared, boolean hasParents) {
    if (declared != null) {
      return declared;
    }
    return hasParents ? PARTIAL : UNKNOWN;
  }
}
