package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import java.util.List;

/**
 * A shortest way from a child up to an ancestor.
 *
 * @param artifacts both ends included, the child first
 * @param edges one fewer: edge {@code i} joins artifact {@code i} to its parent {@code i + 1}
 */
public record Way(List<ArtifactId> artifacts, List<EdgeId> edges) {
  public Way {
    artifacts = List.copyOf(artifacts);
    edges = List.copyOf(edges);
    if (artifacts.size() != edges.size() + 1) {
      throw new IllegalArgumentException(
          artifacts.size() + " artifacts and " + edges.size() + " edges (expected: one fewer)");
    }
  }

  /** How many edges it has. */
  public int lengthEdges() {
    return edges.size();
  }
}
