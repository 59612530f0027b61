package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers questions of lineage, each at one revision. Artifacts that are not recorded at it have no
 * lineage: answers about them are empty. Retracted edges and artifacts do not conduct and are not
 * answered; quarantined ones do and are.
 *
 * <p>Whoever has no partial answer to give throws {@link BudgetExceededException} when the budget
 * runs out.
 */
public interface LineageEngine {
  /**
   * Walks level by level, noting the smallest depth at which an artifact is reached.
   *
   * @return empty if the start is not recorded
   */
  Optional<Lineage> walk(LineageQuery query, long revision, Budget budget);

  /**
   * Whether {@code child} descends from {@code ancestor}; false for an artifact and itself. {@code
   * steps.through()} is asked of the artifacts between the two.
   *
   * @return empty if one of the two is not recorded
   */
  Optional<Boolean> descends(
      ArtifactId child, ArtifactId ancestor, Steps steps, long revision, Budget budget);

  /**
   * A shortest way up; of several, the one found first by an order that does not change.
   *
   * @return empty if there is none, and for an artifact and itself
   */
  Optional<Way> way(
      ArtifactId child, ArtifactId ancestor, Steps steps, long revision, Budget budget);

  /**
   * What all of {@code artifacts} descend from: the smallest sum of distances first, ties in the
   * order of the journal.
   *
   * @param artifacts one or more, each recorded; an artifact is not an ancestor of itself
   * @param nearestOnly without those that have another common ancestor among their descendants
   * @param where which are answered; nearest among these
   */
  List<CommonAncestor> commonAncestors(
      List<ArtifactId> artifacts,
      boolean nearestOnly,
      Steps steps,
      ArtifactFilter where,
      long revision,
      Budget budget);

  /**
   * The lineage of {@code roots} for drawing: the roots, then what is nearest to them.
   *
   * @param roots one or more; those that are not recorded are left out
   * @param directions one or both: what the roots descend from, what descends from them
   * @param where which artifacts are drawn beside the roots
   * @param maxNodes 1 or more
   */
  Drawing draw(
      List<ArtifactId> roots,
      Set<Direction> directions,
      Steps steps,
      ArtifactFilter where,
      int maxNodes,
      long revision,
      Budget budget);

  /** All artifacts that meet {@code where}; retracted ones do not. */
  Selection select(ArtifactFilter where, Order order, long revision, Budget budget);

  /** Which of {@code artifacts} meet {@code where}, at the price of one question for them all. */
  Set<ArtifactId> among(
      Collection<ArtifactId> artifacts, ArtifactFilter where, long revision, Budget budget);

  /** Edges on the longest way from each to a root; those that are not recorded are left out. */
  Map<ArtifactId, Integer> generations(
      Collection<ArtifactId> artifacts, long revision, Budget budget);
}
