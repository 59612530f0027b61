package dev.pedigree.bench.graph;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A made-up organisation's artifacts: a few corpora and base models with very many descendants,
 * fine-tunes, adapters, merges, long chains of versions, deployments. Edges go from later to
 * earlier artifacts, so there is no cycle. One seed and size, one graph; two seeds share no
 * artifact.
 *
 * @param nodes in the order in which they were made
 * @param edges by their children, in that order
 */
public record SyntheticGraph(List<Node> nodes, List<Edge> edges) {
  /**
   * An artifact.
   *
   * @param digest {@code sha256:<hex>}
   */
  public record Node(String digest, String kind, String name, String version, Instant createdAt) {}

  /** An artifact descends from another. */
  public record Edge(String type, String child, String parent, double weight) {}

  /** Of {@code size} artifacts, 100 or more. */
  public static SyntheticGraph of(long seed, int size) {
    return new Growth(seed, size).grow();
  }

  /** The line of {@code POST /import} for a node. */
  public static String line(Node node) {
    return "{\"artifact\":{\"kind\":\"%s\",\"digest\":\"%s\",\"namespace\":\"bench\",\"name\":\"%s\",\"version\":\"%s\",\"createdAt\":\"%s\",\"provenance\":\"PARTIAL\"}}"
        .formatted(node.kind(), node.digest(), node.name(), node.version(), node.createdAt());
  }

  /** The line of {@code POST /import} for an edge. */
  public static String line(Edge edge) {
    return "{\"edge\":{\"type\":\"%s\",\"child\":\"%s\",\"parent\":\"%s\",\"weight\":%s}}"
        .formatted(edge.type(), edge.child(), edge.parent(), edge.weight());
  }

  /** All lines, nodes first. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(nodes.size() + edges.size());
    nodes.forEach(node -> lines.add(line(node)));
    edges.forEach(edge -> lines.add(line(edge)));
    return lines;
  }
}
