package dev.pedigree.graph.policy;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A CEL expression that was checked against the schema: of a truth value. Safe for threads. */
final class Expression {
  /** Holds for nothing. */
  static final Expression NEVER = new Expression("false", null, Set.of());

  private final String text;

  /** Null: it does not hold, whatever is asked. */
  private final CelRuntime.@Nullable Program program;

  private final Set<String> names;

  Expression(String text, CelRuntime.@Nullable Program program, Set<String> names) {
    this.text = text;
    this.program = program;
    this.names = Set.copyOf(names);
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
      throw new UndecidedException(e.getMessage());
    } catch (ContentsException e) {
      throw e.why();
    }
  }

  /** Whether it may read what the topology does not hold. */
  boolean readsContents() {
    return names.contains("attributes") || names.contains("hashed");
  }

  @Override
  public String toString() {
    return text;
  }
}
