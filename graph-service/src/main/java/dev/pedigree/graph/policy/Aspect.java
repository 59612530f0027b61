package dev.pedigree.graph.policy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What of an artifact a fact may change, and an expression may read. */
enum Aspect {
  /** That it is there, and whatever a recording may add to it. */
  RECORDED,
  /** Labels, owners, attributes, declared provenance. */
  DESCRIPTION,
  CHECKS,
  STAGE,
  QUARANTINE,
  /** Edges to its parents. */
  PARENTS,
  /** That it is part of the lineage. */
  STANDING;

  /** What an expression reads in which these names occur, of fields or of functions. */
  static Set<Aspect> readBy(Set<String> names) {
    Set<Aspect> read = EnumSet.of(RECORDED);
    for (String name : names) {
      switch (name) {
        case "labels", "owners", "attributes" -> read.add(DESCRIPTION);
        case "checks", "passed" -> read.add(CHECKS);
        case "stage" -> read.add(STAGE);
        case "quarantined" -> read.add(QUARANTINE);
        case "hasParents", "base", "opaqueShare" -> read.add(PARENTS);
        case "provenance" -> Collections.addAll(read, DESCRIPTION, PARENTS);
        default -> {}
      }
    }
    return read;
  }
}
