package dev.pedigree.graph.policy;

import java.util.List;

/** An expression is wrong. */
final class InvalidExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidExpressionException(List<Problem> problems) {
    super(problems.getFirst().message(), null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** In the order of the text; at least one. */
  List<Problem> problems() {
    return problems;
  }

  /**
   * A place and a reason.
   *
   * @param line in the expression, from 1
   * @param column likewise, from 0
   */
  record Problem(int line, int column, String message) {}
}
