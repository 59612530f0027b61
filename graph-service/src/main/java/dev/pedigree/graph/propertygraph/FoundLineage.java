package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.Grouping;
import dev.pedigree.graph.lineage.Lineage;
import dev.pedigree.graph.lineage.Truncation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Artifacts that a walk found. */
final class FoundLineage extends Found implements Lineage {
  private final Asking asking;
  private final List<Node> nodes;
  private final Walk walk;

  FoundLineage(Asking asking, List<Node> nodes, Walk walk, @Nullable Truncation truncation) {
    super(asking, nodes, truncation);
    this.asking = asking;
    this.nodes = List.copyOf(nodes);
    this.walk = walk;
  }

  @Override
  public int redacted() {
    List<ArtifactId> reached = walk.reached();
    return reached.size() - asking.seen(reached).size();
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
    Set<ArtifactId> seen = asking.seen(walk.touched());
    walk.followed().stream()
        .filter(link -> seen.contains(link.child()) || seen.contains(link.parent()))
        .forEach(link -> counts.merge(link.type(), 1, Integer::sum));
    return largestFirst(counts);
  }
}
