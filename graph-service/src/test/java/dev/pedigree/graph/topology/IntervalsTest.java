package dev.pedigree.graph.topology;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalsTest {
  private static final int GRAPHS = 200;
  private static final int ARTIFACTS = 60;

  @Test
  void neverRulesOutWhatIsSoAndRulesOutMostOfWhatIsNot() {
    int ruledOut = 0;
    int unrelated = 0;
    for (int seed = 0; seed < GRAPHS; seed++) {
      Random random = new Random(seed);
      List<int[]> edges = new ArrayList<>();
      for (int child = 1; child < ARTIFACTS; child++) {
        for (int parents = random.nextInt(4); parents > 0; parents--) {
          edges.add(new int[] {child, random.nextInt(child)});
        }
      }
      Intervals intervals = intervals(edges, ARTIFACTS, random.nextInt(10) == 0);
      BitSet[] ancestors = ancestors(edges);

      for (int below = 0; below < ARTIFACTS; below++) {
        for (int above = 0; above < ARTIFACTS; above++) {
          boolean may = intervals.mayDescend(below, above);
          if (ancestors[below].get(above)) {
            assertThat(may).as("seed %d: %d from %d", seed, below, above).isTrue();
          } else if (below != above) {
            unrelated++;
            ruledOut += may ? 0 : 1;
          }
        }
      }
    }
    assertThat(ruledOut).isGreaterThan(unrelated * 9 / 10);
  }

  @Test
  void rulesNothingOutWhereEdgesWentInACircle() {
    Intervals intervals =
        intervals(List.of(new int[] {0, 1}, new int[] {1, 2}, new int[] {2, 0}), 4, false);

    assertThat(intervals.mayDescend(3, 0)).isTrue();
    assertThat(intervals.mayDescend(0, 3)).isTrue();
  }

  private static BitSet[] ancestors(List<int[]> edges) {
    BitSet[] ancestors = new BitSet[ARTIFACTS];
    for (int artifact = 0; artifact < ARTIFACTS; artifact++) {
      ancestors[artifact] = new BitSet();
      for (int[] edge : edges) {
        if (edge[0] == artifact) {
          ancestors[artifact].set(edge[1]);
          ancestors[artifact].or(ancestors[edge[1]]);
        }
      }
    }
    return ancestors;
  }

  /** Those of edges from children to parents, some of which were retracted. */
  private static Intervals intervals(List<int[]> edges, int artifacts, boolean retracted) {
    Sections sections = new Sections();
    put(sections, Section.UP_AT, Section.UP_TO, edges, artifacts, 0, retracted);
    put(sections, Section.DOWN_AT, Section.DOWN_TO, edges, artifacts, 1, retracted);
    Intervals.write(sections, artifacts);
    return Intervals.read(sections);
  }

  private static void put(
      Sections sections,
      Section at,
      Section to,
      List<int[]> edges,
      int artifacts,
      int from,
      boolean retracted) {
    List<int[]> sorted =
        edges.stream().sorted(Comparator.comparingInt(edge -> edge[from])).toList();
    var places = sections.ints(at, artifacts + 1L);
    var ends = sections.ints(to, sorted.size());
    int next = 0;
    for (int artifact = 0; artifact < artifacts; artifact++) {
      places.setAtIndex(JAVA_INT, artifact, next);
      while (next < sorted.size() && sorted.get(next)[from] == artifact) {
        int end = sorted.get(next)[1 - from];
        ends.setAtIndex(JAVA_INT, next, retracted ? end | Base.WAS_RETRACTED : end);
        next++;
      }
    }
    places.setAtIndex(JAVA_INT, artifacts, next);
  }
}
