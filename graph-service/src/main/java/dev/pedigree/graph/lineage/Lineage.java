package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import java.util.List;

/**
 * The whole answer to a {@link LineageQuery}: nearest first, ties in the order of the journal,
 * without the start.
 */
public interface Lineage extends Selection {
  /** The hits from {@code offset} on, at most {@code limit}; empty behind the end. */
  List<Hit> hits(int offset, int limit);

  /**
   * An artifact that was found.
   *
   * @param depthEdges edges on the shortest way from the start, 1 or more
   * @param via the last edges of the shortest ways, in the order of the journal
   */
  record Hit(ArtifactId artifact, int depthEdges, List<EdgeId> via) {
    public Hit {
      via = List.copyOf(via);
    }
  }
}
