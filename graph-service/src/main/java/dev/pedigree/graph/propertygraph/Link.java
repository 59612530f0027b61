package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.lineage.Direction;
import java.util.Set;

/**
 * An edge that is not retracted.
 *
 * @param recorded where it was recorded last
 * @param mutations kinds of its mutations
 */
record Link(
    EdgeId id,
    Position recorded,
    String type,
    ArtifactId child,
    ArtifactId parent,
    Set<String> mutations) {
  Link {
    mutations = Set.copyOf(mutations);
  }

  /** Where a step along it in {@code direction} leads. */
  ArtifactId end(Direction direction) {
    return direction == Direction.ANCESTORS ? parent : child;
  }

  /** Where such a step comes from. */
  ArtifactId start(Direction direction) {
    return direction == Direction.ANCESTORS ? child : parent;
  }
}
