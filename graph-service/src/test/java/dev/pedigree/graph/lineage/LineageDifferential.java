package dev.pedigree.graph.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Asks an engine and the {@link Reference} the same random questions about seeded random graphs. A
 * failure names the seed: {@code -Dpedigree.seed=N} repeats that one alone.
 */
abstract class LineageDifferential {
  private static final int QUESTIONS = 3;
  private static final int MOST_ARTIFACTS = 24;

  /** An engine; it may know of other graphs already. */
  abstract TestedEngine open();

  /** How many graphs are tried. */
  abstract int graphs();

  @Test
  void agreesWithTheReferenceOnRandomGraphs() {
    Long only = Long.getLong("pedigree.seed");
    long last = only == null ? graphs() : only;
    for (long seed = only == null ? 1 : only; seed <= last; seed++) {
      Random random = new Random(seed);
      TestGraph graph = new TestGraph(open());
      int size = 2 + random.nextInt(MOST_ARTIFACTS - 1);
      RandomGraph.record(random, graph, size);
      RandomQuestions questions = new RandomQuestions(random, graph, size);
      for (int i = 0; i < QUESTIONS; i++) {
        new Asked(graph, questions, seed).compare();
      }
    }
  }

  /** One revision, and one question of each kind. */
  private static final class Asked {
    private final TestGraph graph;
    private final RandomQuestions questions;
    private final long seed;
    private final long asOf;
    private final LineageEngine engine;
    private final Reference reference;

    Asked(TestGraph graph, RandomQuestions questions, long seed) {
      this.graph = graph;
      this.questions = questions;
      this.seed = seed;
      this.asOf = questions.revision();
      this.engine = graph.engine();
      this.reference = new Reference(graph.changes(), asOf);
    }

    void compare() {
      walk(questions.query());
      ways(questions.artifact(), questions.artifact(), questions.steps());
      commonAncestors(questions.artifacts(), questions.steps(), questions.where());
      draw(questions.artifacts(), questions.steps(), questions.where(), questions.maxNodes());
      select(graph.here(questions.where()), questions.order());
      among(questions.artifacts(), questions.where());
    }

    private String at(Object... question) {
      return "seed " + seed + " at revision " + asOf + ": " + List.of(question);
    }

    private void walk(LineageQuery query) {
      Optional<List<Lineage.Hit>> expected = reference.walk(query);
      Optional<Lineage> found = engine.walk(query, asOf, Budget.UNLIMITED);
      assertThat(found.isPresent()).as(at(query)).isEqualTo(expected.isPresent());
      if (expected.isPresent()) {
        assertThat(found.get().hits(0, MOST_ARTIFACTS)).as(at(query)).isEqualTo(expected.get());
        groups(query, found.get(), expected.get());
        partly(query, found.get());
      }
    }

    private void groups(LineageQuery query, Lineage found, List<Lineage.Hit> expected) {
      List<ArtifactId> ids = expected.stream().map(Lineage.Hit::artifact).toList();
      assertThat(found.ids(0, MOST_ARTIFACTS)).as(at(query)).isEqualTo(ids);
      for (Grouping grouping : Grouping.values()) {
        Map<String, Integer> counts =
            switch (grouping) {
              case DEPTH -> depths(expected);
              case EDGE_TYPE -> reference.walkedEdges(query);
              default -> reference.groups(ids, grouping);
            };
        assertThat(found.groups(grouping)).as(at(query, grouping)).isEqualTo(counts);
      }
    }

    private static Map<String, Integer> depths(List<Lineage.Hit> hits) {
      Map<String, Integer> counts = new LinkedHashMap<>();
      hits.forEach(hit -> counts.merge(Integer.toString(hit.depthEdges()), 1, Integer::sum));
      return counts;
    }

    /** Whatever a smaller budget leaves is right, and says that it is not all. */
    private void partly(LineageQuery query, Lineage whole) {
      List<Lineage.Hit> all = whole.hits(0, MOST_ARTIFACTS);
      Budget budget = new Budget(Duration.ofDays(1), MOST_ARTIFACTS / 6, () -> false);
      Lineage part = engine.walk(query, asOf, budget).orElseThrow();
      if (part.truncation() == null) {
        assertThat(part.hits(0, MOST_ARTIFACTS)).as(at(query, "part")).isEqualTo(all);
      } else {
        assertThat(part.truncation().reason()).isEqualTo(Truncation.Reason.SIZE_BUDGET);
        Map<ArtifactId, Integer> depths = new LinkedHashMap<>();
        all.forEach(hit -> depths.put(hit.artifact(), hit.depthEdges()));
        assertThat(part.hits(0, MOST_ARTIFACTS))
            .as(at(query, "part"))
            .allSatisfy(hit -> assertThat(depths).containsEntry(hit.artifact(), hit.depthEdges()));
      }
    }

    private void ways(ArtifactId child, ArtifactId ancestor, Steps steps) {
      boolean recorded = reference.isRecorded(child) && reference.isRecorded(ancestor);
      Optional<Integer> length =
          recorded ? reference.wayLength(child, ancestor, steps) : Optional.empty();
      String at = at(graph.name(child), graph.name(ancestor), steps);
      assertThat(engine.descends(child, ancestor, steps, asOf, Budget.UNLIMITED))
          .as(at)
          .isEqualTo(recorded ? Optional.of(length.isPresent()) : Optional.empty());
      Optional<Way> way = engine.way(child, ancestor, steps, asOf, Budget.UNLIMITED);
      assertThat(way.map(Way::lengthEdges)).as(at).isEqualTo(length);
      way.ifPresent(found -> follow(found, child, ancestor, steps, at));
      assertThat(engine.way(child, ancestor, steps, asOf, Budget.UNLIMITED)).as(at).isEqualTo(way);
    }

    private void follow(Way way, ArtifactId child, ArtifactId ancestor, Steps steps, String at) {
      assertThat(way.artifacts().getFirst()).as(at).isEqualTo(child);
      assertThat(way.artifacts().getLast()).as(at).isEqualTo(ancestor);
      for (int i = 0; i < way.lengthEdges(); i++) {
        ArtifactId from = way.artifacts().get(i);
        ArtifactId to = way.artifacts().get(i + 1);
        Optional<EdgeId> first = reference.firstEdge(from, to, steps);
        assertThat(first).as(at).contains(way.edges().get(i));
        if (i > 0) {
          assertThat(reference.meets(from, steps.through())).as(at).isTrue();
        }
      }
    }

    private void commonAncestors(List<ArtifactId> of, Steps steps, ArtifactFilter where) {
      for (boolean nearest : List.of(true, false)) {
        List<CommonAncestor> expected =
            of.stream().allMatch(reference::isRecorded)
                ? reference.commonAncestors(of, nearest, steps, where)
                : List.of();
        assertThat(engine.commonAncestors(of, nearest, steps, where, asOf, Budget.UNLIMITED))
            .as(at(of, nearest, steps, where))
            .isEqualTo(expected);
      }
    }

    private void draw(List<ArtifactId> roots, Steps steps, ArtifactFilter where, int maxNodes) {
      Set<Direction> directions = questions.directions();
      assertThat(engine.draw(roots, directions, steps, where, maxNodes, asOf, Budget.UNLIMITED))
          .as(at("draw", roots, directions, steps, where, maxNodes))
          .isEqualTo(reference.draw(roots, directions, steps, where, maxNodes));
    }

    private void select(ArtifactFilter where, Order order) {
      List<ArtifactId> expected = reference.select(where, order);
      Selection found = engine.select(where, order, asOf, Budget.UNLIMITED);
      assertThat(found.ids(0, MOST_ARTIFACTS)).as(at(where, order)).isEqualTo(expected);
      assertThat(found.total()).as(at(where, order)).isEqualTo(expected.size());
      assertThat(found.groups(Grouping.RECORDED_MONTH))
          .as(at(where))
          .isEqualTo(reference.groups(expected, Grouping.RECORDED_MONTH));
    }

    private void among(List<ArtifactId> artifacts, ArtifactFilter where) {
      List<ArtifactId> recorded = artifacts.stream().filter(reference::isRecorded).toList();
      assertThat(engine.among(artifacts, where, asOf, Budget.UNLIMITED))
          .as(at(artifacts, where))
          .isEqualTo(reference.among(recorded, where));
      assertThat(engine.generations(artifacts, asOf, Budget.UNLIMITED))
          .as(at(artifacts))
          .isEqualTo(reference.generations(artifacts));
    }
  }
}
