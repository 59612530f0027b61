package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.Order;
import dev.pedigree.graph.lineage.Steps;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts artifacts into the order that is asked for; ties in the order of the journal. */
final class Ordering {
  private static final Comparator<ArtifactName> BY_NAME =
      Comparator.comparing(ArtifactName::namespace)
          .thenComparing(ArtifactName::name)
          .thenComparing(ArtifactName::version, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final Asking asking;

  Ordering(Asking asking) {
    this.asking = asking;
  }

  List<Node> sorted(List<Node> nodes, Order order) {
    boolean descending = order.descending();
    Comparator<Node> comparator =
        switch (order.field()) {
          case RECORDED -> directed(Comparator.comparing(Node::recorded), descending);
          case CREATED ->
              Comparator.comparing(
                  Node::createdAt,
                  Comparator.nullsLast(directed(Comparator.<Instant>naturalOrder(), descending)));
          case NAME -> directed(Comparator.comparing(asking::firstName, BY_NAME), descending);
          case DESCENDANTS -> {
            Map<ArtifactId, Integer> counts = descendants(nodes);
            yield directed(
                Comparator.comparingInt(node -> counts.getOrDefault(node.id(), 0)), descending);
          }
        };
    return nodes.stream().sorted(comparator.thenComparing(Node::recorded)).toList();
  }

  private static <T> Comparator<T> directed(Comparator<T> comparator, boolean descending) {
    return descending ? comparator.reversed() : comparator;
  }

  private Map<ArtifactId, Integer> descendants(List<Node> nodes) {
    Map<ArtifactId, Integer> counts = new HashMap<>();
    for (Node node : nodes) {
      Walk walk = new Walk(asking, Direction.DESCENDANTS, Steps.ALL, List.of(node.id()));
      walk.finish();
      counts.put(node.id(), walk.reached().size());
    }
    return counts;
  }
}
