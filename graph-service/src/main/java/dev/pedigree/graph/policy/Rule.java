package dev.pedigree.graph.policy;

import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.schema.EdgeType;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a policy: what it looks at, and what must hold there.
 *
 * <p>Where it looks at many, what is required must hold for every ancestor, but for at least one
 * piece of evidence, parent of it or end of a path; what is forbidden, for none.
 */
sealed interface Rule {
  Condition condition();

  /** What is told of a violation. */
  String message();

  /** All that it evaluates. */
  default Stream<Expression> expressions() {
    Stream<Expression> own = Stream.of(condition().expression());
    return switch (this) {
      case OfSubject _, OfPath _ -> own;
      case OfAncestors it -> Stream.concat(own, Stream.ofNullable(it.ancestors.where()));
      case OfEvidence it ->
          Stream.concat(
              own,
              Stream.of(it.of, it.evidence, it.parents)
                  .filter(Objects::nonNull)
                  .flatMap(relatives -> Stream.ofNullable(relatives.where())));
    };
  }

  /**
   * Whether its violators cannot be told from which artifacts fail a test, and which descend from
   * these.
   */
  default boolean looksFurther() {
    return ArtifactTest.of(this) == null
        || (this instanceof OfAncestors it
            && it.ancestors.steps().maxDepthEdges() != Integer.MAX_VALUE);
  }

  /** Whether artifacts of these kinds may be evidence. */
  default boolean takesForEvidence(Collection<String> kinds) {
    return this instanceof OfEvidence it
        && !kinds.isEmpty()
        && (it.evidence.kinds() == null || !Collections.disjoint(it.evidence.kinds(), kinds));
  }

  /** Looks at the artifact itself. */
  record OfSubject(Condition condition, String message) implements Rule {}

  /** Looks at what the artifact descends from. */
  record OfAncestors(Relatives ancestors, Condition condition, String message) implements Rule {}

  /**
   * Looks at what was made of the artifact to judge it, such as evaluation runs.
   *
   * @param of whose children; null: the artifact's own
   * @param evidence which children
   * @param parents which other parents of these the condition is about; null: it is about them
   */
  record OfEvidence(
      @Nullable Relatives of,
      Relatives evidence,
      @Nullable Relatives parents,
      Condition condition,
      String message)
      implements Rule {}

  /** Looks at where ways up that match a pattern end. */
  record OfPath(PathPattern pattern, Condition condition, String message) implements Rule {}

  /**
   * Which artifacts around another are meant.
   *
   * @param kinds of one of these; null: of any
   * @param steps that lead to them
   * @param where which must hold for them; null: nothing
   */
  record Relatives(@Nullable Set<String> kinds, Steps steps, @Nullable Expression where) {
    public Relatives {
      kinds = kinds == null ? null : Set.copyOf(kinds);
    }

    /** Whether edges of that type lead to them. */
    boolean isAlong(EdgeType type) {
      Set<String> wanted = steps.edgeTypes();
      return wanted == null || wanted.contains(type.name());
    }
  }
}
