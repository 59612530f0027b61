package dev.pedigree.graph.policy;

import java.time.Instant;

/**
 * Which artifacts fail a test or violate a policy, from one moment on to another: ages change what
 * fails.
 *
 * @param from included
 * @param until not included
 */
record FailingSet(Bits members, Instant from, Instant until) {
  static final FailingSet NONE = new FailingSet(Bits.NONE, Instant.MIN, Instant.MAX);

  boolean isGoodAt(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }
}
