package dev.pedigree.bench.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.bench.graph.SyntheticGraph.Edge;
import dev.pedigree.bench.graph.SyntheticGraph.Node;
import dev.pedigree.schema.EdgeType;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.TypeSystem;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SyntheticGraphTest {
  private static final int SIZE = 20_000;

  private final SyntheticGraph graph = SyntheticGraph.of(1, SIZE);

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(SyntheticGraph.of(1, SIZE)).isEqualTo(graph);
  }

  @Test
  void sharesNothingWithThatOfAnotherSeed() {
    assertThat(SyntheticGraph.of(2, SIZE).nodes()).doesNotContainAnyElementsOf(graph.nodes());
  }

  @Test
  void hasOnlyEdgesThatTheSchemaAllows() {
    TypeSystem types = PedigreeSchema.load().typeSystem();
    Map<String, Kind> kinds = new HashMap<>();
    for (Node node : graph.nodes()) {
      kinds.put(node.digest(), types.kind(node.kind()).orElseThrow());
    }

    assertThat(graph.edges())
        .doesNotHaveDuplicates()
        .allMatch(
            edge -> {
              EdgeType type = types.edgeType(edge.type()).orElseThrow();
              return type.joins(of(kinds, edge.child()), of(kinds, edge.parent()));
            });
  }

  @Test
  void goesBackInTimeAndIsAtMost800EdgesDeep() {
    Map<String, Integer> depths = new HashMap<>();
    graph.nodes().forEach(node -> depths.put(node.digest(), 0));
    Map<String, Integer> places = new HashMap<>();
    graph.nodes().forEach(node -> places.put(node.digest(), places.size()));

    for (Edge edge : graph.edges()) {
      assertThat(of(places, edge.parent())).isLessThan(of(places, edge.child()));
      depths.merge(edge.child(), of(depths, edge.parent()) + 1, Math::max);
    }

    assertThat(Collections.max(depths.values())).isBetween(100, 800);
  }

  @Test
  void hasAboutFourParentsAnArtifactAndAFewWithVeryManyChildren() {
    Map<String, Integer> children = new HashMap<>();
    graph.edges().forEach(edge -> children.merge(edge.parent(), 1, Integer::sum));

    assertThat(graph.edges()).hasSizeBetween(3 * SIZE, 5 * SIZE);
    assertThat(children.values()).anyMatch(many -> many > SIZE / 20);
  }

  private static <T> T of(Map<String, T> all, String digest) {
    return Objects.requireNonNull(all.get(digest), digest);
  }
}
