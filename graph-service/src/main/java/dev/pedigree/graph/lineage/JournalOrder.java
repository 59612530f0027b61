package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.topology.TopologyReader;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.List;

/** How answers name edges. */
final class JournalOrder {
  private JournalOrder() {}

  /** The ids of {@code edges}, which are sorted for it. */
  static List<EdgeId> ids(IntArrayList edges, TopologyReader graph) {
    edges.sort((a, b) -> Integer.compare(graph.ordinal(a), graph.ordinal(b)));
    return edges.intStream().mapToObj(graph::edgeId).toList();
  }
}
