package dev.pedigree.graph.policy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of each of many artifacts, and rests on nothing but that artifact and its edges to
 * parents.
 *
 * @param variable the artifact's name in the expressions
 * @param kinds only those of one of these kinds are asked; null: all
 * @param where only those for which this holds, or cannot be decided; null: all
 */
record ArtifactTest(
    String variable, @Nullable Set<String> kinds, @Nullable Expression where, Condition condition) {
  /** The one that a rule consists of, but for where it looks; null: it asks for more. */
  static @Nullable ArtifactTest of(Rule rule) {
    return switch (rule) {
      case Rule.OfSubject it -> new ArtifactTest("subject", null, null, it.condition());
      case Rule.OfAncestors it -> {
        Rule.Relatives ancestors = it.ancestors();
        ArtifactTest test =
            new ArtifactTest("ancestor", ancestors.kinds(), ancestors.where(), it.condition());
        boolean isAboutOne =
            test.expressions().noneMatch(expression -> expression.reads("subject"));
        yield isAboutOne ? test : null;
      }
      case Rule.OfEvidence _, Rule.OfPath _ -> null;
    };
  }

  /** That {@code expression} does not hold for the subject; what cannot be decided fails it. */
  static ArtifactTest forbidding(Expression expression) {
    return new ArtifactTest("subject", null, null, new Condition(false, expression));
  }

  /** That {@code expression} holds for the subject; what cannot be decided fails it. */
  static ArtifactTest requiring(Expression expression) {
    return new ArtifactTest("subject", null, null, new Condition(true, expression));
  }

  private Stream<Expression> expressions() {
    return Stream.concat(Stream.ofNullable(where), Stream.of(condition.expression()));
  }

  /** What of the artifact decides it. */
  Set<Aspect> reads() {
    Set<Aspect> read = EnumSet.noneOf(Aspect.class);
    expressions().forEach(expression -> read.addAll(expression.aspects()));
    return read;
  }

  boolean readsContents() {
    return expressions().anyMatch(Expression::readsContents);
  }

  /** Ages at which its outcome may change. */
  List<Duration> ageLimits() {
    return expressions().flatMap(expression -> expression.ageLimits().stream()).toList();
  }
}
