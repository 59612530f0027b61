package dev.pedigree.graph.policy;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds what an expression compares ages with. Ages may be compared with constants only: else
 * nobody could tell when the passing of time will change what the expression says.
 */
final class AgeLimits {
  private static final Set<String> COMPARISONS =
      Set.of("_<_", "_<=_", "_>_", "_>=_", "_==_", "_!=_");

  private final ExpressionLimits expression;
  private final Function<String, Optional<Duration>> durations;

  /**
   * Of one expression.
   *
   * @param durations reads the text of a duration; empty: it is none
   */
  AgeLimits(ExpressionLimits expression, Function<String, Optional<Duration>> durations) {
    this.expression = expression;
    this.durations = durations;
  }

  /**
   * In the order of the expression.
   *
   * @throws InvalidExpressionException if an age is used otherwise
   */
  List<Duration> find(CelNavigableExpr root) {
    List<Duration> limits = new ArrayList<>();
    root.allNodes()
        .filter(node -> node.getKind() == Kind.SELECT)
        .filter(node -> node.expr().select().field().equals("age"))
        .filter(node -> !node.expr().select().testOnly())
        .filter(node -> expression.isArtifact(node.expr().select().operand()))
        .forEach(node -> limits.add(limit(node)));
    return limits;
  }

  private Duration limit(CelNavigableExpr age) {
    return age.parent()
        .filter(parent -> parent.getKind() == Kind.CALL)
        .map(parent -> parent.expr().call())
        .filter(call -> COMPARISONS.contains(call.function()))
        .flatMap(call -> other(call, age.expr()))
        .flatMap(this::constant)
        .orElseThrow(
            () ->
                expression.invalid(
                    age.expr(),
                    "age (expected: compared with a constant, such as duration('24h'))"));
  }

  private static Optional<CelExpr> other(CelExpr.CelCall comparison, CelExpr age) {
    return comparison.args().stream().filter(argument -> argument.id() != age.id()).findFirst();
  }

  /** Of {@code duration('24h')}. */
  private Optional<Duration> constant(CelExpr expression) {
    return Optional.of(expression)
        .filter(it -> it.exprKind().getKind() == Kind.CALL)
        .map(CelExpr::call)
        .filter(call -> call.function().equals("duration") && call.args().size() == 1)
        .map(call -> call.args().getFirst())
        .filter(argument -> argument.exprKind().getKind() == Kind.CONSTANT)
        .map(CelExpr::constant)
        .filter(text -> text.getKind() == CelConstant.Kind.STRING_VALUE)
        .flatMap(text -> durations.apply(text.stringValue()));
  }
}
