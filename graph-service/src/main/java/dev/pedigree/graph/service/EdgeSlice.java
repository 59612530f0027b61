package dev.pedigree.graph.service;

import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.topology.TopologyReader;
import java.util.ArrayList;
import java.util.List;

/** Counts edges as they come and keeps the ids of a slice of them. For one read of a topology. */
final class EdgeSlice {
  private final TopologyReader graph;
  private final int offset;
  private final int limit;
  private final List<EdgeId> ids = new ArrayList<>();
  private int total;

  EdgeSlice(TopologyReader graph, int offset, int limit) {
    this.graph = graph;
    this.offset = offset;
    this.limit = limit;
  }

  void add(int edge) {
    if (total >= offset && ids.size() < limit) {
      ids.add(graph.edgeId(edge));
    }
    total++;
  }

  Snapshot.EdgePage page() {
    return new Snapshot.EdgePage(ids, total);
  }
}
