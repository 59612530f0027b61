package dev.pedigree.graph.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.List;
import java.util.Optional;

/** What an expression may not do although the language allows it. */
final class ExpressionLimits {
  /** Of comprehensions inside one another: each multiplies what an evaluation may cost. */
  private static final int MAX_NESTED_LOOPS = 2;

  private static final String ARTIFACT = "Artifact";

  private final CelAbstractSyntaxTree ast;

  ExpressionLimits(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  /** Whether {@code expression} is an artifact. */
  boolean isArtifact(CelExpr expression) {
    return ast.getType(expression.id()).filter(type -> type.name().equals(ARTIFACT)).isPresent();
  }

  /**
   * Refuses what would cost too much.
   *
   * @throws InvalidExpressionException with the place
   */
  void refuseNestedLoops(CelNavigableExpr root) {
    root.allNodes()
        .filter(node -> node.getKind() == Kind.COMPREHENSION)
        .filter(node -> loopsAround(node) >= MAX_NESTED_LOOPS)
        .findFirst()
        .ifPresent(
            node -> {
              throw invalid(
                  node.expr(),
                  "more than %d loops inside one another (expected: %d or fewer)"
                      .formatted(MAX_NESTED_LOOPS, MAX_NESTED_LOOPS));
            });
  }

  private static int loopsAround(CelNavigableExpr node) {
    int loops = 0;
    Optional<CelNavigableExpr> outer = node.parent();
    while (outer.isPresent()) {
      loops += outer.get().getKind() == Kind.COMPREHENSION ? 1 : 0;
      outer = outer.get().parent();
    }
    return loops;
  }

  /**
   * Refuses what uses an artifact otherwise than by a field of it or {@code passed}: it could not
   * be told any more what the expression reads of it.
   *
   * @throws InvalidExpressionException with the place
   */
  void refuseWholeArtifacts(CelNavigableExpr root) {
    root.allNodes()
        .filter(node -> node.getKind() == Kind.IDENT && isArtifact(node.expr()))
        .filter(node -> !isUsedByField(node))
        .findFirst()
        .ifPresent(
            node -> {
              String name = node.expr().ident().name();
              throw invalid(
                  node.expr(), name + ": an artifact as a whole (expected: a field of it)");
            });
  }

  private static boolean isUsedByField(CelNavigableExpr artifact) {
    Optional<CelExpr> user = artifact.parent().map(CelNavigableExpr::expr);
    return user.map(
            it ->
                switch (it.exprKind().getKind()) {
                  case SELECT -> true;
                  case CALL ->
                      it.call().function().equals("passed")
                          && it.call()
                              .target()
                              .filter(target -> target.id() == artifact.id())
                              .isPresent();
                  default -> false;
                })
        .orElse(false);
  }

  /** A problem with a part of the expression, at its place. */
  InvalidExpressionException invalid(CelExpr part, String message) {
    Integer offset = ast.getSource().getPositionsMap().get(part.id());
    CelSourceLocation at =
        Optional.ofNullable(offset)
            .flatMap(ast.getSource()::getOffsetLocation)
            .orElse(CelSourceLocation.of(1, 0));
    return new InvalidExpressionException(
        List.of(new InvalidExpressionException.Problem(at.getLine(), at.getColumn(), message)));
  }
}
