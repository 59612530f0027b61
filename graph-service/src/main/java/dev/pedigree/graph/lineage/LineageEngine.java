package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.caller.Namespaces;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers questions of lineage, each at one revision. Artifacts that are not recorded at it have no
 * lineage: answers about them are empty. Retracted edges and artifacts do not conduct and are not
 * answered; a retracted artifact is still recorded, but without a lineage. Quarantined ones do and
 * are.
 *
 * <p>What whoever asks may not read is as if it were not recorded, but that walks go on through it,
 * whatever is asked of what they pass: it conducts, and is counted in {@link Selection#redacted}.
 *
 * <p>When the budget runs out, {@link #walk}, {@link #draw} and {@link #select} answer what was
 * found until then and say so; the others throw {@link BudgetExceededException}.
 */
public interface LineageEngine {
  /** The same, asked by one who may read {@code reader} and no more. */
  LineageEngine seenBy(Namespaces reader);

  /**
   * Walks level by level, noting the smallest depth at which an artifact is reached.
   *
   * @return empty if the start is not recorded
   */
  Optional<Lineage> walk(LineageQuery query, long revision, Budget budget);

  /**
   * Whether {@code child} descends from {@code ancestor} by these steps up, that is whether there
   * is a {@link #way}; false for an artifact and itself. {@code steps.through()} is asked of the
   * artifacts between the two.
   *
   * @return empty if one of the two is not recorded
   * @throws BudgetExceededException if the budget runs out
   */
  Optional<Boolean> descends(
      ArtifactId child, ArtifactId ancestor, Steps steps, long revision, Budget budget);

  /**
   * A shortest way up; of several, the same one whenever it is asked for at that revision. Of
   * parallel edges it takes the first in the order of the journal.
   *
   * @return empty if there is none, for an artifact and itself, and if one of the two is not
   *     recorded
   * @throws BudgetExceededException if the budget runs out
   */
  Optional<Way> way(
      ArtifactId child, ArtifactId ancestor, Steps steps, long revision, Budget budget);

  /**
   * What all of {@code artifacts} descend from: the smallest sum of distances first, ties in the
   * order of the journal.
   *
   * @param artifacts one or more; an artifact is not an ancestor of itself, and one that comes
   *     twice has two distances
   * @param nearestOnly without those from which another one that would be answered descends, by
   *     these steps but however far
   * @param where which are answered; nearest among these
   * @return empty if one of {@code artifacts} is not recorded
   * @throws BudgetExceededException if the budget runs out
   */
  List<CommonAncestor> commonAncestors(
      List<ArtifactId> artifacts,
      boolean nearestOnly,
      Steps steps,
      ArtifactFilter where,
      long revision,
      Budget budget);

  /**
   * The lineage of {@code roots} for drawing: the roots, then what is nearest to one of them, ties
   * in the order of the journal.
   *
   * @param roots those that are not recorded, or retracted, are left out; the others are drawn even
   *     if they are more than {@code maxNodes}
   * @param directions one or both: what the roots descend from, what descends from them
   * @param where which artifacts are drawn beside the roots; the others belong to the lineage all
   *     the same
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

  /** All artifacts that meet {@code where}; retracted ones are not selected. */
  Selection select(ArtifactFilter where, Order order, long revision, Budget budget);

  /**
   * Which of {@code artifacts} meet {@code where}, at the price of one question for them all. Those
   * that are not recorded, or retracted, do not.
   *
   * @throws BudgetExceededException if the budget runs out
   */
  Set<ArtifactId> among(
      Collection<ArtifactId> artifacts, ArtifactFilter where, long revision, Budget budget);

  /**
   * Edges on the longest way up from each, to an artifact without live parents; those that are not
   * recorded, or retracted, are left out.
   *
   * @throws BudgetExceededException if the budget runs out
   */
  Map<ArtifactId, Integer> generations(
      Collection<ArtifactId> artifacts, long revision, Budget budget);
}
