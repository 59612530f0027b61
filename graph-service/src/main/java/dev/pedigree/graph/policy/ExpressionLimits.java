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
  /** Of one evaluation, in operations. */
  private static final long MAX_COST = 1_000_000;

  /** What a loop is taken to go through. */
  private static final long ELEMENTS = 100;

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
   * Refuses what would cost too much: an operation costs 1, a loop its body for each of {@value
   * #ELEMENTS} elements.
   *
   * @throws InvalidExpressionException with the place of the smallest part that costs too much
   */
  void refuseExpensive(CelNavigableExpr root) {
    cost(root);
  }

  private long cost(CelNavigableExpr node) {
    boolean loop = node.getKind() == Kind.COMPREHENSION;
    long cost =
        1 + node.children().mapToLong(child -> times(loop, node, child) * cost(child)).sum();
    if (cost > MAX_COST) {
      throw invalid(
          node.expr(),
          "costs %d steps where lists have %d elements (expected: %d or fewer)"
              .formatted(cost, ELEMENTS, MAX_COST));
    }
    return cost;
  }

  private static long times(boolean loop, CelNavigableExpr node, CelNavigableExpr child) {
    return loop && isPerElement(node.expr().comprehension(), child.id()) ? ELEMENTS : 1;
  }

  private static boolean isPerElement(CelExpr.CelComprehension loop, long part) {
    return loop.loopCondition().id() == part || loop.loopStep().id() == part;
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
