package dev.pedigree.schema;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** The SDL cannot be used. Not worth retrying: somebody has to change the named places. */
public final class SchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // The list is immutable and its elements are never serialized.
  private final transient List<Problem> problems;

  /**
   * One thing that is wrong.
   *
   * @param source the name of the SDL's source; empty: no place in particular
   * @param line from 1; 0: no place in particular
   */
  public record Problem(String source, int line, String reason) {

    /** All of it in one line: {@code robots.graphqls:7: Robot is declared already}. */
    @Override
    public String toString() {
      return (source.isEmpty() ? "" : source + ":" + line + ": ") + reason;
    }
  }

  SchemaException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, as far as it could be found in one go; at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
