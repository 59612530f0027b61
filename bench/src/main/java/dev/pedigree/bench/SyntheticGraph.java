package dev.pedigree.bench;

import dev.pedigree.graph.artifact.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A made-up family of artifacts: a few corpora and base models with many descendants, chains of
 * versions, merges, deployments. Edges go from later to earlier artifacts, so there is no cycle.
 * One seed and size, one graph; two seeds share no artifact.
 */
record SyntheticGraph(List<Node> nodes, List<Edge> edges) {
  /**
   * @param digest {@code sha256:<hex>}
   */
  record Node(String digest, String kind, String name, String version, Instant createdAt) {}

  record Edge(String type, String child, String parent, double weight) {}

  static SyntheticGraph of(long seed, int size) {
    return new Growth(seed).grow(size);
  }

  /** The line of {@code POST /import} for a node. */
  static String line(Node node) {
    return "{\"artifact\":{\"kind\":\"%s\",\"digest\":\"%s\",\"namespace\":\"bench\",\"name\":\"%s\",\"version\":\"%s\",\"createdAt\":\"%s\",\"provenance\":\"PARTIAL\"}}"
        .formatted(node.kind(), node.digest(), node.name(), node.version(), node.createdAt());
  }

  /** The line of {@code POST /import} for an edge. */
  static String line(Edge edge) {
    return "{\"edge\":{\"type\":\"%s\",\"child\":\"%s\",\"parent\":\"%s\",\"weight\":%s}}"
        .formatted(edge.type(), edge.child(), edge.parent(), edge.weight());
  }

  /** All lines, nodes first. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(nodes.size() + edges.size());
    nodes.forEach(node -> lines.add(line(node)));
    edges.forEach(edge -> lines.add(line(edge)));
    return lines;
  }

  /** Adds one artifact after the other, each with about four parents among those before it. */
  private static final class Growth {
    private static final int SEEDS_PER_MILLE = 10;
    private static final Instant FIRST = Instant.parse("2022-01-01T00:00:00Z");

    private final long seed;
    private final Random random;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final List<Node> corpora = new ArrayList<>();
    private final List<Node> models = new ArrayList<>();

    Growth(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    SyntheticGraph grow(int size) {
      int seeds = Math.max(2, size * SEEDS_PER_MILLE / 1000);
      for (int i = 0; i < size; i++) {
        if (i < seeds) {
          (i % 2 == 0 ? corpora : models).add(node(i % 2 == 0 ? "CORPUS" : "MODEL"));
        } else {
          descendant();
        }
      }
      return new SyntheticGraph(nodes, edges);
    }

    private void descendant() {
      switch (random.nextInt(10)) {
        case 0 -> {
          Node corpus = node("CORPUS");
          edge("DERIVED_FROM", corpus, early(corpora));
          edge("REVISED_FROM", corpus, early(corpora));
          corpora.add(corpus);
        }
        case 1, 2 -> {
          Node service = node("DEPLOYMENT");
          for (int i = 1 + random.nextInt(3); i > 0; i--) {
            edge("SERVES", service, early(models));
          }
        }
        case 3 -> {
          Node merge = node("MODEL");
          for (int i = 2 + random.nextInt(6); i > 0; i--) {
            edge("MERGED_FROM", merge, early(models));
          }
          models.add(merge);
        }
        default -> {
          Node tuned = node("MODEL");
          edge("FINE_TUNED_FROM", tuned, early(models));
          for (int i = 2 + random.nextInt(5); i > 0; i--) {
            edge("TRAINED_ON", tuned, early(corpora));
          }
          models.add(tuned);
        }
      }
    }

    private Node node(String kind) {
      String name = "a" + nodes.size();
      Node node =
          new Node(
              Digest.of("bench " + seed + " " + name).toString(),
              kind,
              name,
              Long.toString(seed),
              FIRST.plus(Duration.ofHours(nodes.size())));
      nodes.add(node);
      return node;
    }

    /** Mostly one of the first, so that a few have very many children. */
    private Node early(List<Node> from) {
      double skew = random.nextDouble();
      return from.get((int) (from.size() * skew * skew * skew));
    }

    private void edge(String type, Node child, Node parent) {
      boolean known =
          edges.stream()
              .skip(Math.max(0, edges.size() - 10))
              .anyMatch(
                  e ->
                      e.type().equals(type)
                          && e.child().equals(child.digest())
                          && e.parent().equals(parent.digest()));
      if (!known) {
        edges.add(
            new Edge(
                type,
                child.digest(),
                parent.digest(),
                Math.round(random.nextDouble() * 100) / 100.0));
      }
    }
  }
}
