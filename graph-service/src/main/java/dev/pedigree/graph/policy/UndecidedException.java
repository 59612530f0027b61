package dev.pedigree.graph.policy;

import org.jspecify.annotations.Nullable;

/** An expression has no value: it counts as violated. */
final class UndecidedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UndecidedException(@Nullable String why) {
    super(why, null, false, false);
  }
}
