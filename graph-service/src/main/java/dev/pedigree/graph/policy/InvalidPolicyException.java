package dev.pedigree.graph.policy;

import java.util.List;
import java.util.stream.Collectors;

/** The source of a policy is wrong. */
public final class InvalidPolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidPolicyException(List<Problem> problems) {
    super(
        problems.stream().map(Problem::toString).collect(Collectors.joining("; ")),
        null,
        false,
        false);
    this.problems = List.copyOf(problems);
  }

  /** At least one. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * A place in the source and a reason.
   *
   * @param line from 1
   * @param column from 1
   */
  public record Problem(int line, int column, String message) {
    /** {@code 3:7: message}. */
    @Override
    public String toString() {
      return line + ":" + column + ": " + message;
    }
  }
}
