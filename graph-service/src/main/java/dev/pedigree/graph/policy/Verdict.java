package dev.pedigree.graph.policy;

import java.util.List;

/**
 * What the policies say.
 *
 * @param allowed whether nothing blocks
 * @param violations the nearest offenders of each rule, some of them
 * @param violationCount how many there are
 */
public record Verdict(boolean allowed, List<Violation> violations, int violationCount) {
  public Verdict {
    violations = List.copyOf(violations);
  }
}
