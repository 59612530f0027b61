package dev.pedigree.graph.artifact;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** How far an artifact has been promoted. An artifact starts as a draft. */
public enum Stage {
  DRAFT,
  STAGING,
  PRODUCTION,
  ARCHIVED;

  /**
   * Where a promotion may lead from here: up by one step, down by any, out of use; and from there
   * back to the beginning only.
   */
  public Set<Stage> next() {
    return Collections.unmodifiableSet(
        switch (this) {
          case DRAFT -> EnumSet.of(STAGING, ARCHIVED);
          case STAGING -> EnumSet.of(DRAFT, PRODUCTION, ARCHIVED);
          case PRODUCTION -> EnumSet.of(DRAFT, STAGING, ARCHIVED);
          case ARCHIVED -> EnumSet.of(DRAFT);
        });
  }

  /** Whether a move there takes it back or out of use, which no policy may prevent. */
  public boolean isLeftFor(Stage next) {
    return next == ARCHIVED || (this != ARCHIVED && next.compareTo(this) < 0);
  }
}
