package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a lineage that fits into a picture: the artifacts nearest to the roots, and the edges
 * between them.
 *
 * @param nodes by layer, then in the order of the journal
 * @param edges in the order of the journal; each goes from a node to one on a lower layer
 * @param layers how many there are
 * @param total how many artifacts the whole lineage has, the roots included
 * @param truncation null: {@code total} is exact
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
   * @param layer edges on the longest way within the picture down to a node without parents in it:
   *     0 is at the top, every node lies above its children's layers
   * @param hiddenParents edges to parents that belong to the lineage but not to the picture
   * @param hiddenChildren likewise from children
   */
  public record Node(ArtifactId artifact, int layer, int hiddenParents, int hiddenChildren) {}
}
