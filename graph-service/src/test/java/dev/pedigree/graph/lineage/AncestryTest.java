package dev.pedigree.graph.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.topology.TopologyReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AncestryTest {
  private static final int GRAPHS = 12;
  private static final int QUESTIONS = 60;
  private static final Steps LIMITED =
      new Steps(Set.of("FINE_TUNED_FROM", "MERGED_FROM"), null, null, 9, ArtifactFilter.ALL);
  private static final Steps CONDUCTED =
      new Steps(null, null, null, 30, new ArtifactFilter.Kinds(Set.of("MODEL", "DATASET")));

  /** Graphs so large that ancestors that lie far are told from both ends. */
  @Test
  void tellsWhichOfSomeAreAncestorsLikeTheWholeWalk() {
    for (long seed = 1; seed <= GRAPHS; seed++) {
      Random random = new Random(seed);
      int size = 500 + random.nextInt(4_000);
      TestedTopology topology = new TestedTopology(seed % 2 == 0 ? 900 : 0);
      recordDeep(random, new TestGraph(topology), size);
      String about = "seed " + seed;
      topology.read(
          graph -> {
            for (int i = 0; i < QUESTIONS; i++) {
              compare(random, graph, about);
            }
            return null;
          });
    }
  }

  /** Nobody's parents are far older, so that most have thousands of ancestors. */
  private static void recordDeep(Random random, TestGraph graph, int size) {
    for (int child = 0; child < size; child++) {
      graph.artifact(any(RandomGraph.KINDS, random), "a" + child).record();
      for (int i = random.nextInt(4); i > 0 && child > 0; i--) {
        int parent = Math.max(0, child - 1 - random.nextInt(200));
        graph.edge(any(RandomGraph.EDGE_TYPES, random), "a" + child, "a" + parent);
      }
      if (random.nextInt(40) == 0) {
        graph.change(new Fact.ArtifactRetracted(graph.id("a" + child), "wrong"));
      }
    }
  }

  private static String any(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static void compare(Random random, TopologyReader graph, String about) {
    int start = graph.artifactCount() - 1 - random.nextInt(graph.artifactCount() / 3);
    Steps steps =
        switch (random.nextInt(4)) {
          case 0 -> LIMITED;
          case 1 -> CONDUCTED;
          default -> Steps.ALL;
        };
    Ancestry whole = of(start, steps, graph, Budget.UNLIMITED);
    Ancestry asked = of(start, steps, graph, Budget.UNLIMITED);
    for (int i = 0; i < 3; i++) {
      int[] some = random.ints(random.nextInt(8), 0, graph.artifactCount()).distinct().toArray();
      assertThat(asked.among(some))
          .as("%s, from %d along %s", about, start, steps)
          .containsExactlyInAnyOrder(Arrays.stream(some).filter(whole::contains).toArray());
    }
    assertThat(asked.nearestFirst()).isEqualTo(whole.nearestFirst());
  }

  @Test
  void tellsTheNearestFirst() {
    TestedTopology topology = new TestedTopology(0);
    TestGraph graph = new TestGraph(topology);
    graph.artifacts("MODEL", "a", "b", "c", "d", "e");
    graph.chain("FINE_TUNED_FROM", "a", "b", "c", "e");
    graph.chain("FINE_TUNED_FROM", "d", "e");
    topology.read(
        reader -> {
          Ancestry ancestry = of(4, Steps.ALL, reader, Budget.UNLIMITED);
          assertThat(ancestry.among(new int[] {0, 1, 3})).containsExactly(3, 1, 0);
          return null;
        });
  }

  @Test
  void keepsRefusingAfterTheBudgetRanOut() {
    TestedTopology topology = new TestedTopology(0);
    TestGraph graph = new TestGraph(topology);
    graph.artifacts("MODEL", "a", "b", "c", "d", "e");
    graph.chain("FINE_TUNED_FROM", "a", "c", "d", "e");
    graph.edge("MERGED_FROM", "d", "b");
    topology.read(
        reader -> {
          Budget two = new Budget(Duration.ofDays(1), 2, () -> false);
          Ancestry ancestry = of(4, Steps.ALL, reader, two);
          assertThat(ancestry.among(new int[] {3})).containsExactly(3);
          assertThatThrownBy(ancestry::nearestFirst).isInstanceOf(BudgetExceededException.class);
          assertThatThrownBy(() -> ancestry.contains(0))
              .isInstanceOf(BudgetExceededException.class);
          assertThatThrownBy(() -> ancestry.among(new int[] {0, 1}))
              .isInstanceOf(BudgetExceededException.class);
          return null;
        });
  }

  private static Ancestry of(int start, Steps steps, TopologyReader graph, Budget budget) {
    return Ancestry.of(start, steps, graph, TestGraph.TYPES, TestGraph.NOW, new Meter(budget));
  }
}
