package dev.pedigree.graph.diff;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import org.jspecify.annotations.Nullable;

/**
 * One difference between what two artifacts descend from.
 *
 * @param summary the same in one sentence, without an end
 * @param base the artifact it is about, on the side of the first; null: that side lacks it
 * @param head likewise on the side of the second
 * @param baseEdge the edge it is about, on the side of the first; null: none
 * @param headEdge likewise on the side of the second
 * @param depthEdges how far it is from the nearer of the two: 0 is the two themselves
 */
public record LineageChange(
    Kind kind,
    String summary,
    @Nullable ArtifactId base,
    @Nullable ArtifactId head,
    @Nullable EdgeId baseEdge,
    @Nullable EdgeId headEdge,
    int depthEdges) {
  /** What differs, in the order in which changes at one depth are told. */
  public enum Kind {
    /**
     * Head descends from an artifact that base does not descend from, or directly where it did not.
     */
    ADDED,
    /** The other way round. */
    REMOVED,
    /** Another version of the same line. */
    VERSION_CHANGED,
    /** Another share of a parent in what stands in for each other. */
    WEIGHT_CHANGED,
    /** Made from a parent in another way. */
    MUTATIONS_CHANGED,
    /** Another outcome of checks. */
    CHECKS_CHANGED,
    /** At another stage. */
    STAGE_CHANGED
  }
}
