package dev.pedigree.graph.policy;

/** What a violation of a policy does to a promotion. */
public enum Severity {
  /** It is refused, unless the violation is waived. */
  BLOCK,
  /** It goes through, and its verdict shows the violation. */
  WARN
}
