package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a lineage that fits into a picture: the artifacts nearest to the roots, and the edges
 * between them. The lineage is the roots and all that the steps reach from them; its edges are the
 * live ones between two of its artifacts that the steps could follow, whether or not a walk went
 * that far.
 *
 * @param nodes by layer, then in the order of the journal
 * @param edges those of the lineage between two nodes, in the order of the journal; parallel ones
 *     all. Parents are above: each leads from a child to a node of a smaller layer
 * @param layers how many there are; 0 if there are no nodes
 * @param total how many artifacts the whole lineage has, the roots included, drawn or not
 * @param truncation null: {@code total} and the hidden edges are exact, and no node is missing
 */
public record Drawing(
    List<Node> nodes,
    List<EdgeId> edges,
    int layers,
    int total,
    long revision,
    @Nullable Truncation truncation) {
  public Drawing {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /**
   * An artifact in the picture.
   *
   * @param layer edges on the longest way up within the picture: 0, at the top, for a node without
   *     parents in it; every other lies one below the lowest of its parents
   * @param hiddenParents edges of the lineage to parents that are not in the picture, be it full or
   *     the parent left out by a condition
   * @param hiddenChildren likewise from children
   */
  public record Node(ArtifactId artifact, int layer, int hiddenParents, int hiddenChildren) {}
}
