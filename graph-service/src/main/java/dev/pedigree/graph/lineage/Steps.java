package dev.pedigree.graph.lineage;

import dev.pedigree.schema.Inheritance;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which steps a walk takes, and how many.
 *
 * @param edgeTypes only along edges of these types; null: of any, empty: of none
 * @param inherits only along edges that pass on one of these to their child, which its first kind
 *     decides; null: along any, empty: along none
 * @param mutations only along edges with a mutation of one of these kinds; null: along any, empty:
 *     along none
 * @param maxDepthEdges 1 or more; {@link Integer#MAX_VALUE}: as far as it goes
 * @param through which artifacts the walk goes on from; it ends at the others, which are reached
 *     all the same. The starts are not asked, so of a way it is asked strictly between the ends
 */
public record Steps(
    @Nullable Set<String> edgeTypes,
    @Nullable Set<Inheritance> inherits,
    @Nullable Set<String> mutations,
    int maxDepthEdges,
    ArtifactFilter through) {
  /** Along every edge, as far as it goes. */
  public static final Steps ALL =
      new Steps(null, null, null, Integer.MAX_VALUE, ArtifactFilter.ALL);

  public Steps {
    edgeTypes = edgeTypes == null ? null : Set.copyOf(edgeTypes);
    inherits = inherits == null ? null : Set.copyOf(inherits);
    mutations = mutations == null ? null : Set.copyOf(mutations);
    if (maxDepthEdges < 1) {
      throw new IllegalArgumentException("maxDepth: " + maxDepthEdges + " (expected: 1 or more)");
    }
  }
}
