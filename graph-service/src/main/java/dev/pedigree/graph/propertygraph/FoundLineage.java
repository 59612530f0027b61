package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.lineage.Grouping;
import dev.pedigree.graph.lineage.Lineage;
import dev.pedigree.graph.lineage.Truncation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Artifacts that a walk found. */
final class FoundLineage extends Found implements Lineage {
  private final List<Node> nodes;
  private final Walk walk;

  FoundLineage(long revision, List<Node> nodes, Walk walk, @Nullable Truncation truncation) {
    super(revision, nodes, truncation);
    this.nodes = List.copyOf(nodes);
    this.walk = walk;
  }

  @Override
  public List<Hit> hits(int offset, int limit) {
    return page(offset, limit).stream().map(this::hit).toList();
  }

  private Hit hit(Node node) {
    return new Hit(
        node.id(), walk.depth(node.id()), walk.arrivals(node.id()).stream().map(Link::id).toList());
  }

  @Override
  public Map<String, Integer> groups(Grouping grouping) {
    return switch (grouping) {
      case DEPTH -> byDepth();
      case EDGE_TYPE -> byEdgeType();
      default -> super.groups(grouping);
    };
  }

  private Map<String, Integer> byDepth() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Node node : nodes) {
      counts.merge(Integer.toString(walk.depth(node.id())), 1, Integer::sum);
    }
    return counts;
  }

  private Map<String, Integer> byEdgeType() {
    Map<String, Integer> counts = new HashMap<>();
    walk.followed().forEach(link -> counts.merge(link.type(), 1, Integer::sum));
    return largestFirst(counts);
  }
}
