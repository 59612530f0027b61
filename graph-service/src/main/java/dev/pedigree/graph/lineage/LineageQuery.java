package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.schema.Inheritance;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A walk from one artifact.
 *
 * @param edgeTypes only along edges of these types; null: of any
 * @param inherits only along edges that pass on one of these; null: along any
 * @param maxDepthEdges 1 or more; {@link Integer#MAX_VALUE}: as far as it goes
 * @param where which artifacts are answered; the walk goes on through the others
 */
public record LineageQuery(
    ArtifactId start,
    Direction direction,
    @Nullable Set<String> edgeTypes,
    @Nullable Set<Inheritance> inherits,
    int maxDepthEdges,
    ArtifactFilter where) {
  public LineageQuery {
    edgeTypes = edgeTypes == null ? null : Set.copyOf(edgeTypes);
    inherits = inherits == null ? null : Set.copyOf(inherits);
    if (maxDepthEdges < 1) {
      throw new IllegalArgumentException("maxDepth: " + maxDepthEdges + " (expected: 1 or more)");
    }
  }

  /** Everything in {@code direction} of {@code start}. */
  public static LineageQuery all(ArtifactId start, Direction direction) {
    return new LineageQuery(start, direction, null, null, Integer.MAX_VALUE, ArtifactFilter.ANY);
  }
}
