package dev.pedigree.graph.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with the source of a policy, in the order of the text as far as it is read
 * in it. After so many the reader may mend these first.
 */
final class PolicyProblems {
  private static final int MAX_TOLD = 50;

  private final List<InvalidPolicyException.Problem> found = new ArrayList<>();

  /** Line and column from 1. */
  void add(int line, int column, String message) {
    if (found.size() < MAX_TOLD) {
      found.add(new InvalidPolicyException.Problem(line, column, message));
    }
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidPolicyException(found);
    }
  }
}
