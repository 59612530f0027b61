package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.Grouping;
import dev.pedigree.graph.lineage.Selection;
import dev.pedigree.graph.lineage.Truncation;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Artifacts that were found, in the order of the answer. */
class Found implements Selection {
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);

  private final Asking asking;
  private final List<Node> nodes;
  private final @Nullable Truncation truncation;

  /** All of {@code nodes} are seen. */
  Found(Asking asking, List<Node> nodes, @Nullable Truncation truncation) {
    this.asking = asking;
    this.nodes = List.copyOf(nodes);
    this.truncation = truncation;
  }

  @Override
  public long revision() {
    return asking.graph().revision();
  }

  @Override
  public int total() {
    return nodes.size();
  }

  /** What nothing leads to is not counted: that would tell what meets the condition. */
  @Override
  public int redacted() {
    return 0;
  }

  @Override
  public @Nullable Truncation truncation() {
    return truncation;
  }

  @Override
  public List<ArtifactId> ids(int offset, int limit) {
    return page(offset, limit).stream().map(Node::id).toList();
  }

  List<Node> page(int offset, int limit) {
    int end = (int) Math.min(nodes.size(), (long) offset + limit);
    return offset >= end ? List.of() : nodes.subList(offset, end);
  }

  @Override
  public Map<String, Integer> groups(Grouping grouping) {
    return switch (grouping) {
      case KIND -> largestFirst(count(node -> List.of(node.kind())));
      case STAGE -> largestFirst(count(node -> List.of(node.stage().name())));
      case NAMESPACE -> largestFirst(count(node -> List.of(asking.firstName(node).namespace())));
      case OWNER -> largestFirst(count(Node::owners));
      case PROVENANCE -> largestFirst(count(node -> List.of(node.provenance().name())));
      case RECORDED_MONTH -> new TreeMap<>(count(node -> List.of(MONTH.format(node.recordedAt()))));
      case DEPTH, EDGE_TYPE ->
          throw new IllegalArgumentException(
              "grouping: " + grouping + " (expected: one that is not of a lineage alone)");
    };
  }

  private Map<String, Integer> count(Function<Node, List<String>> keys) {
    Map<String, Integer> counts = new HashMap<>();
    for (Node node : nodes) {
      keys.apply(node).stream().distinct().forEach(key -> counts.merge(key, 1, Integer::sum));
    }
    return counts;
  }

  static Map<String, Integer> largestFirst(Map<String, Integer> counts) {
    Map<String, Integer> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
