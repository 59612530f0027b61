package dev.pedigree.graph.policy;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A CEL expression that was checked against the schema: of a truth value. Safe for threads. */
final class Expression {
  /** Holds for nothing. */
  static final Expression NEVER = new Expression("false", null, Set.of(), List.of());

  private final String text;

  /** Null: it does not hold, whatever is asked. */
  private final CelRuntime.@Nullable Program program;

  private final Set<String> names;
  private final List<Duration> ageLimits;

  /**
   * Of a program.
   *
   * @param names of the variables, fields and functions in it
   * @param ageLimits what ages are compared with
   */
  Expression(
      String text,
      CelRuntime.@Nullable Program program,
      Set<String> names,
      List<Duration> ageLimits) {
    this.text = text;
    this.program = program;
    this.names = Set.copyOf(names);
    this.ageLimits = List.copyOf(ageLimits);
  }

  /**
   * Evaluates it.
   *
   * @throws UndecidedException if it cannot be: something that it reads is not known, or it fails
   * @throws RuntimeException what {@link Contents} threw
   */
  boolean test(Map<String, ?> variables) {
    try {
      return program != null && program.eval(variables) instanceof Boolean truth && truth;
    } catch (CelEvaluationException e) {
      ContentsException.rethrow(e);
      throw UndecidedException.of(e);
    } catch (ContentsException e) {
      throw e.why();
    }
  }

  /** Whether it may read what the topology does not hold. */
  boolean readsContents() {
    return names.contains("attributes") || names.contains("hashed");
  }

  /** Whether it names a variable, field or function so. */
  boolean reads(String name) {
    return names.contains(name);
  }

  /** What of artifacts it may read. */
  Set<Aspect> aspects() {
    return Aspect.readBy(names);
  }

  /** What it compares ages with: whatever else it reads stays, only at these does it change. */
  List<Duration> ageLimits() {
    return ageLimits;
  }

  @Override
  public String toString() {
    return text;
  }
}
