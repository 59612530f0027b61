package dev.pedigree.graph.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.schema.Inheritance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every engine of lineage promises. A subclass opens an engine that can be fed changes. */
abstract class LineageContract {
  private static final int ALL_OF_IT = 1_000_000;

  private TestGraph graph;

  /** An engine; it may know of other graphs already. */
  abstract TestedEngine open();

  /** How many children a hub has. */
  int hub() {
    return 20_000;
  }

  @BeforeEach
  void newGraph() {
    graph = new TestGraph(open());
  }

  /** Ancestors and descendants. */
  @Nested
  class Walk {
    @Test
    void answersNearestFirstWithTheSmallestDepth() {
      graph.artifacts("MODEL", "base", "long1", "long2", "top");
      graph.chain("FINE_TUNED_FROM", "base", "long1", "long2", "top");
      graph.edge("MERGED_FROM", "top", "base");

      Lineage ancestors = ancestors("top");

      assertThat(ancestors.total()).isEqualTo(3);
      assertThat(depths(ancestors)).containsExactly("base:1", "long2:1", "long1:2");
      assertThat(ancestors.groups(Grouping.DEPTH)).containsExactly(count("1", 2), count("2", 1));
      assertThat(ancestors.revision()).isEqualTo(graph.revision());
      assertThat(ancestors.truncation()).isNull();
    }

    @Test
    void answersPageByPage() {
      graph.artifacts("MODEL", "m0", "m1", "m2", "m3");
      graph.chain("CONTINUED_FROM", "m0", "m1", "m2", "m3");

      Lineage ancestors = ancestors("m3");

      assertThat(graph.names(ancestors.ids(1, 1))).containsExactly("m1");
      assertThat(graph.names(ancestors.ids(1, ALL_OF_IT))).containsExactly("m1", "m0");
      assertThat(ancestors.ids(3, 1)).isEmpty();
      assertThat(ancestors.ids(7, Integer.MAX_VALUE)).isEmpty();
      assertThat(ancestors.hits(1, 2)).isEqualTo(ancestors.hits(0, 3).subList(1, 3));
      assertThat(ancestors.hits(3, 1)).isEmpty();
    }

    @Test
    void namesTheLastEdgesOfAllShortestWays() {
      graph.artifacts("MODEL", "base", "left", "right", "top");
      graph.edge("FINE_TUNED_FROM", "left", "base");
      graph.edge("FINE_TUNED_FROM", "right", "base");
      graph.edge("MERGED_FROM", "right", "base");
      graph.edge("MERGED_FROM", "top", "left");
      graph.edge("MERGED_FROM", "top", "right");

      assertThat(ancestors("top").hits(2, 1).getFirst().via())
          .containsExactly(
              graph.edgeId("FINE_TUNED_FROM", "left", "base"),
              graph.edgeId("FINE_TUNED_FROM", "right", "base"),
              graph.edgeId("MERGED_FROM", "right", "base"));
      assertThat(descendants("base").hits(2, 1).getFirst().via())
          .containsExactly(
              graph.edgeId("MERGED_FROM", "top", "left"),
              graph.edgeId("MERGED_FROM", "top", "right"));
    }

    @Test
    void stopsExactlyAtTheDepthAsked() {
      graph.artifacts("MODEL", "m0", "m1", "m2", "m3", "m4");
      graph.chain("CONTINUED_FROM", "m0", "m1", "m2", "m3", "m4");

      for (int depth = 1; depth <= 4; depth++) {
        assertThat(walk("m4", Direction.ANCESTORS, atMost(depth)).total()).isEqualTo(depth);
        assertThat(walk("m0", Direction.DESCENDANTS, atMost(depth)).total()).isEqualTo(depth);
      }
      assertThat(ancestors("m4").total()).isEqualTo(4);
      assertThatThrownBy(() -> atMost(0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("maxDepth: 0 (expected: 1 or more)");
    }

    @Test
    void walksThroughWhatItDoesNotAnswer() {
      graph.artifacts("CORPUS", "corpus");
      graph.artifacts("MODEL", "model", "tuned");
      graph.artifacts("DEPLOYMENT", "service");
      graph.edge("TRAINED_ON", "model", "corpus");
      graph.edge("FINE_TUNED_FROM", "tuned", "model");
      graph.edge("SERVES", "service", "tuned");

      Lineage services =
          walk(
              "corpus",
              Direction.DESCENDANTS,
              Steps.ALL,
              ArtifactFilter.ofKinds(Set.of("DEPLOYMENT")));

      assertThat(depths(services)).containsExactly("service:3");
      assertThat(services.groups(Grouping.DEPTH)).isEqualTo(Map.of("3", 1));
      assertThat(services.groups(Grouping.EDGE_TYPE))
          .containsExactly(count("FINE_TUNED_FROM", 1), count("SERVES", 1), count("TRAINED_ON", 1));
    }

    @Test
    void followsOnlyTheEdgeTypesAsked() {
      graph.artifacts("CORPUS", "corpus");
      graph.artifacts("MODEL", "model", "tuned");
      graph.edge("TRAINED_ON", "model", "corpus");
      graph.edge("FINE_TUNED_FROM", "tuned", "model");
      graph.edge("TRAINED_ON", "tuned", "corpus");

      assertThat(found(walk("tuned", Direction.ANCESTORS, along("FINE_TUNED_FROM"))))
          .containsExactly("model");
      assertThat(found(walk("tuned", Direction.ANCESTORS, along()))).isEmpty();
    }

    @Test
    void followsOnlyWhatPassesOnWhatIsAsked() {
      graph.artifacts("CORPUS", "corpus", "corpus2");
      graph.artifacts("MODEL", "model", "revised");
      graph.edge("TRAINED_ON", "model", "corpus");
      graph.edge("REVISED_FROM", "revised", "model");
      graph.edge("REVISED_FROM", "corpus", "corpus2");

      assertThat(found(walk("revised", Direction.ANCESTORS, inheriting(Inheritance.WEIGHTS))))
          .containsExactly("model");
      assertThat(found(walk("model", Direction.ANCESTORS, inheriting(Inheritance.DATA))))
          .containsExactly("corpus", "corpus2");
      assertThat(found(walk("corpus2", Direction.DESCENDANTS, inheriting(Inheritance.DATA))))
          .containsExactly("corpus", "model");
      assertThat(found(walk("model", Direction.ANCESTORS, inheriting()))).isEmpty();
    }

    @Test
    void followsOnlyEdgesWithTheMutationsAsked() {
      graph.artifacts("MODEL", "base", "small", "smaller");
      graph.edge("QUANTIZED_FROM", "small", "base", "QUANTIZATION", "PRUNING");
      graph.edge("FINE_TUNED_FROM", "smaller", "small");
      graph.edge("QUANTIZED_FROM", "smaller", "base", "EDIT");

      assertThat(found(walk("base", Direction.DESCENDANTS, mutated("QUANTIZATION"))))
          .containsExactly("small");
      assertThat(found(walk("smaller", Direction.ANCESTORS, mutated("EDIT", "PRUNING"))))
          .containsExactly("base");
      assertThat(found(walk("small", Direction.ANCESTORS, mutated()))).isEmpty();
    }

    @Test
    void endsAtWhatDoesNotConductButReachesIt() {
      graph.artifacts("MODEL", "base");
      graph.artifacts("CHECKPOINT", "middle", "other");
      graph.artifacts("MODEL", "top");
      graph.chain("CONTINUED_FROM", "base", "middle", "top");
      graph.chain("CONTINUED_FROM", "base", "other");

      Steps models = through(ArtifactFilter.ofKinds(Set.of("MODEL")));

      assertThat(found(walk("top", Direction.ANCESTORS, models))).containsExactly("middle");
      assertThat(found(walk("other", Direction.ANCESTORS, models)))
          .as("the start is not asked")
          .containsExactly("base");
    }

    @Test
    void namesNoEdgesFromWhatDoesNotConduct() {
      graph.artifacts("MODEL", "base", "left");
      graph.artifacts("CHECKPOINT", "right");
      graph.artifacts("MODEL", "top");
      graph.chain("MERGED_FROM", "base", "left", "top");
      graph.chain("MERGED_FROM", "base", "right", "top");

      Steps models = through(ArtifactFilter.ofKinds(Set.of("MODEL")));

      assertThat(walk("top", Direction.ANCESTORS, models).hits(2, 1).getFirst().via())
          .containsExactly(graph.edgeId("MERGED_FROM", "left", "base"));
      assertThat(walk("base", Direction.DESCENDANTS, models).hits(2, 1).getFirst().via())
          .containsExactly(graph.edgeId("MERGED_FROM", "top", "left"));
    }

    @Test
    void countsParallelEdgesOnceAsArtifactsAndEachAsEdges() {
      graph.artifacts("MODEL", "base", "child");
      graph.edge("FINE_TUNED_FROM", "child", "base");
      graph.edge("DISTILLED_FROM", "child", "base");

      Lineage found = ancestors("child");

      assertThat(found.total()).isEqualTo(1);
      assertThat(found.groups(Grouping.KIND)).containsExactly(count("MODEL", 1));
      assertThat(found.groups(Grouping.EDGE_TYPE))
          .containsExactly(count("DISTILLED_FROM", 1), count("FINE_TUNED_FROM", 1));
      assertThat(found.hits(0, 1).getFirst().via())
          .containsExactly(
              graph.edgeId("FINE_TUNED_FROM", "child", "base"),
              graph.edgeId("DISTILLED_FROM", "child", "base"));
    }

    @Test
    void hidesEdgesFromTheRevisionOfTheirRetractionOn() {
      graph.artifacts("MODEL", "base", "child");
      graph.edge("FINE_TUNED_FROM", "child", "base");
      long before = graph.revision();
      graph.unlink("FINE_TUNED_FROM", "child", "base");
      long retracted = graph.revision();
      graph.edge("FINE_TUNED_FROM", "child", "base");

      assertThat(ancestors("child", before).total()).isEqualTo(1);
      assertThat(ancestors("child", retracted).total()).isZero();
      assertThat(ancestors("child").total()).isEqualTo(1);
    }

    @Test
    void doesNotConductThroughRetractedArtifacts() {
      graph.artifacts("MODEL", "base", "middle", "child");
      graph.chain("FINE_TUNED_FROM", "base", "middle", "child");
      long before = graph.revision();
      graph.change(new Fact.ArtifactRetracted(graph.id("middle"), "never existed"));

      assertThat(ancestors("child", before).total()).isEqualTo(2);
      assertThat(ancestors("child").total()).isZero();
      assertThat(descendants("base").total()).isZero();
      assertThat(ancestors("middle").total()).isZero();
    }

    @Test
    void conductsThroughQuarantinedArtifacts() {
      graph.artifacts("MODEL", "base", "middle", "child");
      graph.chain("FINE_TUNED_FROM", "base", "middle", "child");
      graph.change(new Fact.ArtifactQuarantined(graph.id("middle"), "suspicious"));

      assertThat(found(descendants("base"))).containsExactly("middle", "child");
    }

    @Test
    void knowsNothingOfWhatIsNotRecordedAtTheRevision() {
      graph.artifacts("MODEL", "early");
      long early = graph.revision();
      graph.artifacts("MODEL", "late");
      graph.edge("FINE_TUNED_FROM", "late", "early");

      LineageQuery query = LineageQuery.all(graph.id("late"), Direction.ANCESTORS);

      assertThat(graph.engine().walk(query, early, Budget.UNLIMITED)).isEmpty();
      assertThat(graph.engine().walk(query, graph.revision(), Budget.UNLIMITED)).isPresent();
      assertThat(
              graph
                  .engine()
                  .walk(
                      LineageQuery.all(graph.id("early"), Direction.DESCENDANTS),
                      early,
                      Budget.UNLIMITED)
                  .orElseThrow()
                  .total())
          .isZero();
    }

    @Test
    void answersAtItsRevisionWhateverComesAfterwards() {
      graph.artifacts("MODEL", "base", "child");
      graph.edge("FINE_TUNED_FROM", "child", "base");
      Lineage pinned = descendants("base");

      graph.change(new Fact.StageChanged(graph.id("child"), Stage.STAGING, null));
      graph.artifacts("MODEL", "later");
      graph.edge("FINE_TUNED_FROM", "later", "base");

      assertThat(depths(pinned)).containsExactly("child:1");
      assertThat(pinned.groups(Grouping.STAGE)).containsExactly(count("DRAFT", 1));
    }

    @Test
    void countsByWhatArtifactsHaveInCommon() {
      graph.artifacts("MODEL", "base");
      graph.at(Instant.parse("2026-01-31T23:59:59Z"));
      graph.artifact("MODEL", "a").owned("ann", "bob").record();
      graph.at(Instant.parse("2026-02-01T00:00:00Z"));
      graph.artifact("MODEL", "b").owned("bob").declared(Provenance.COMPLETE).record();
      graph.artifact("ADAPTER", "c").record();
      for (String child : List.of("a", "b", "c")) {
        graph.edge("FINE_TUNED_FROM", child, "base");
      }
      graph.change(new Fact.StageChanged(graph.id("c"), Stage.PRODUCTION, null));

      Lineage found = descendants("base");

      assertThat(found.groups(Grouping.KIND))
          .containsExactly(count("MODEL", 2), count("ADAPTER", 1));
      assertThat(found.groups(Grouping.STAGE))
          .containsExactly(count("DRAFT", 2), count("PRODUCTION", 1));
      assertThat(found.groups(Grouping.NAMESPACE)).containsExactly(count(graph.namespace(), 3));
      assertThat(found.groups(Grouping.OWNER)).containsExactly(count("bob", 2), count("ann", 1));
      assertThat(found.groups(Grouping.PROVENANCE))
          .containsExactly(count("PARTIAL", 2), count("COMPLETE", 1));
      assertThat(found.groups(Grouping.RECORDED_MONTH))
          .containsExactly(count("2026-01", 1), count("2026-02", 2));
    }

    @Test
    void reachesAHubAndItsChildren() {
      recordHub();

      Lineage children = descendants("hub");

      assertThat(children.total()).isEqualTo(hub());
      assertThat(children.groups(Grouping.DEPTH)).containsExactly(count("1", hub()));
      assertThat(graph.names(children.ids(hub() - 1, 10))).containsExactly("c" + (hub() - 1));
      assertThat(ancestors("c7").hits(0, 10).getFirst().via())
          .containsExactly(graph.edgeId("FINE_TUNED_FROM", "c7", "hub"));
    }
  }

  /** Which artifacts meet which condition. */
  @Nested
  class Conditions {
    @Test
    void askForAnyOfAnArtifactsKinds() {
      graph.artifacts("MODEL", "model", "both");
      graph.artifacts("CHECKPOINT", "checkpoint");
      graph.change(extended("both", "CHECKPOINT", graph.namespace(), "both too"));

      assertThat(met(ArtifactFilter.ofKinds(Set.of("CHECKPOINT"))))
          .containsExactly("both", "checkpoint");
      assertThat(met(ArtifactFilter.ofKinds(Set.of("MODEL", "NO_SUCH_KIND"))))
          .containsExactly("model", "both");
      assertThat(met(ArtifactFilter.ofKinds(Set.of("NO_SUCH_KIND")))).isEmpty();
    }

    @Test
    void askForTheNamespaceOfAnyName() {
      graph.artifacts("MODEL", "one", "two");
      graph.change(extended("two", "MODEL", "alias " + graph.namespace(), "ii"));

      assertThat(met(new ArtifactFilter.Namespaces(Set.of("alias " + graph.namespace()))))
          .containsExactly("two");
      assertThat(met(graph.here())).containsExactly("one", "two");
    }

    @Test
    void askForStageOwnerAndQuarantineAsTheyWere() {
      graph.artifact("MODEL", "m").owned("ann", "bob").record();
      long before = graph.revision();
      graph.change(new Fact.StageChanged(graph.id("m"), Stage.STAGING, null));
      graph.change(new Fact.ArtifactQuarantined(graph.id("m"), "suspicious"));
      graph.change(amended("m", List.of(), List.of(), List.of("cyd")));

      ArtifactFilter staging = new ArtifactFilter.Stages(Set.of(Stage.STAGING));
      ArtifactFilter bobs = new ArtifactFilter.Owners(Set.of("bob"));
      ArtifactFilter quarantined = new ArtifactFilter.Quarantined(true);

      assertThat(met(staging)).containsExactly("m");
      assertThat(met(staging, before)).isEmpty();
      assertThat(met(bobs)).isEmpty();
      assertThat(met(bobs, before)).containsExactly("m");
      assertThat(met(quarantined)).containsExactly("m");
      assertThat(met(new ArtifactFilter.Quarantined(false), before)).containsExactly("m");
    }

    @Test
    void askForLabelsAsTheyWere() {
      graph.artifact("MODEL", "m").labelled("tier", "gold").record();
      long before = graph.revision();
      graph.change(amended("m", List.of(new Label("tier", "iron")), List.of(), null));
      long iron = graph.revision();
      graph.change(amended("m", List.of(), List.of("tier"), null));

      assertThat(met(label("tier", "gold"), before)).containsExactly("m");
      assertThat(met(label("tier", "gold"), iron)).isEmpty();
      assertThat(met(label("tier", "iron"), iron)).containsExactly("m");
      assertThat(met(label("tier", "iron"))).isEmpty();
    }

    @Test
    void takeForBaseWhatInheritsNoWeights() {
      graph.artifacts("CORPUS", "corpus");
      graph.artifacts("MODEL", "base", "tuned");
      graph.edge("TRAINED_ON", "base", "corpus");
      graph.edge("FINE_TUNED_FROM", "tuned", "base");
      long before = graph.revision();
      graph.unlink("FINE_TUNED_FROM", "tuned", "base");

      assertThat(met(new ArtifactFilter.Base(true), before)).containsExactly("corpus", "base");
      assertThat(met(new ArtifactFilter.Base(false), before)).containsExactly("tuned");
      assertThat(met(new ArtifactFilter.Base(false))).isEmpty();
    }

    @Test
    void takeProvenanceAsItIsShown() {
      graph.artifact("MODEL", "origin").declared(Provenance.ORIGIN).record();
      graph.artifacts("MODEL", "child", "unknown");
      graph.edge("FINE_TUNED_FROM", "child", "origin");

      assertThat(met(provenances(Provenance.ORIGIN))).containsExactly("origin");
      assertThat(met(provenances(Provenance.PARTIAL))).containsExactly("child");
      assertThat(met(provenances(Provenance.UNKNOWN, Provenance.COMPLETE)))
          .containsExactly("unknown");
    }

    @Test
    void takeForTaintedWhatHasAQuarantinedAncestor() {
      graph.artifacts("MODEL", "base", "middle", "top", "other");
      graph.chain("FINE_TUNED_FROM", "base", "middle", "top");
      graph.change(new Fact.ArtifactQuarantined(graph.id("base"), "suspicious"));

      assertThat(met(new ArtifactFilter.Tainted(true))).containsExactly("middle", "top");
      assertThat(met(new ArtifactFilter.Tainted(false))).containsExactly("base", "other");

      graph.change(new Fact.ArtifactReleased(graph.id("base"), "checked"));

      assertThat(met(new ArtifactFilter.Tainted(true))).isEmpty();
    }

    @Test
    void countAnUnknownTimeAsLongAgo() {
      Instant noon = Instant.parse("2026-03-01T12:00:00Z");
      graph.artifact("MODEL", "before").made(noon.minusMillis(1)).record();
      graph.artifact("MODEL", "noon").made(noon).record();
      graph.artifact("MODEL", "after").made(noon.plusMillis(1)).record();
      graph.artifacts("MODEL", "unknown");

      assertThat(met(new ArtifactFilter.CreatedBefore(noon))).containsExactly("before", "unknown");
      assertThat(met(new ArtifactFilter.CreatedAfter(noon))).containsExactly("after");
    }

    @Test
    void countAgesFromNowOrFromTheRevisionAsked() {
      graph.at(Instant.parse("2026-06-01T00:00:00Z"));
      graph.artifact("MODEL", "may").made(Instant.parse("2026-05-01T00:00:00Z")).record();
      graph.artifact("MODEL", "year before").made(Instant.parse("2025-05-01T00:00:00Z")).record();
      long june = graph.revision();
      graph.at(Instant.parse("2026-06-02T00:00:00Z"));
      graph.artifacts("MODEL", "unknown");

      ArtifactFilter old = new ArtifactFilter.OlderThan(Duration.ofDays(90));

      assertThat(met(old, june)).containsExactly("year before");
      assertThat(met(old)).containsExactly("may", "year before", "unknown");
      assertThat(met(new ArtifactFilter.OlderThan(Duration.ofSeconds(Long.MAX_VALUE))))
          .containsExactly("unknown");
    }

    @Test
    void letTheHighestVersionOfACheckDecide() {
      graph.artifacts("MODEL", "fixed", "failed", "revoked", "none");
      graph.change(
          check("fixed", 1, CheckOutcome.FAILED),
          check("fixed", 2, CheckOutcome.PASSED),
          check("failed", 3, CheckOutcome.FAILED),
          check("failed", 1, CheckOutcome.PASSED),
          check("revoked", 1, CheckOutcome.PASSED));
      long before = graph.revision();
      graph.change(new Fact.CheckRevoked(graph.id("revoked"), "pii", 1, null));

      assertThat(met(checked(null, CheckOutcome.PASSED))).containsExactly("fixed");
      assertThat(met(checked(null, CheckOutcome.PASSED), before))
          .containsExactly("fixed", "revoked");
      assertThat(met(checked(3, null))).containsExactly("failed");
      assertThat(met(checked(null, CheckOutcome.FAILED))).containsExactly("failed");
      assertThat(met(new ArtifactFilter.Checked("pii", 3, CheckOutcome.PASSED, true)))
          .containsExactly("fixed", "revoked", "none");
    }

    @Test
    void letTheNewestOutcomeOfOneVersionCount() {
      graph.artifacts("MODEL", "m");
      graph.change(check("m", 1, CheckOutcome.FAILED));
      graph.change(check("m", 1, CheckOutcome.PASSED));

      assertThat(met(checked(1, CheckOutcome.PASSED))).containsExactly("m");
      assertThat(met(checked(1, CheckOutcome.FAILED))).isEmpty();
    }

    @Test
    void askForRelativesAtExactlyTheDepth() {
      graph.artifacts("CORPUS", "corpus");
      graph.artifacts("MODEL", "m1", "m2", "m3");
      graph.edge("TRAINED_ON", "m1", "corpus");
      graph.chain("FINE_TUNED_FROM", "m1", "m2", "m3");
      ArtifactFilter corpora = ArtifactFilter.ofKinds(Set.of("CORPUS"));
      ArtifactFilter last = ArtifactFilter.ofKinds(Set.of("MODEL"));

      assertThat(met(new ArtifactFilter.DescendsFrom(corpora, atMost(1)))).containsExactly("m1");
      assertThat(met(new ArtifactFilter.DescendsFrom(corpora, atMost(2))))
          .containsExactly("m1", "m2");
      assertThat(met(new ArtifactFilter.DescendsFrom(corpora, Steps.ALL)))
          .containsExactly("m1", "m2", "m3");
      assertThat(met(new ArtifactFilter.Shapes(last, atMost(1))))
          .as("a relative of an artifact that meets the condition itself")
          .containsExactly("corpus", "m1", "m2");
    }

    @Test
    void askForRelativesByTheirSteps() {
      graph.artifacts("CORPUS", "corpus");
      graph.artifacts("MODEL", "base");
      graph.artifacts("CHECKPOINT", "point");
      graph.artifacts("MODEL", "tuned");
      graph.edge("TRAINED_ON", "base", "corpus");
      graph.edge("CONTINUED_FROM", "point", "base", "EDIT");
      graph.edge("FINE_TUNED_FROM", "tuned", "point");
      ArtifactFilter models = ArtifactFilter.ofKinds(Set.of("MODEL"));
      ArtifactFilter any = ArtifactFilter.ALL;

      assertThat(met(new ArtifactFilter.DescendsFrom(any, along("FINE_TUNED_FROM"))))
          .containsExactly("tuned");
      assertThat(met(new ArtifactFilter.DescendsFrom(any, inheriting(Inheritance.DATA))))
          .containsExactly("base");
      assertThat(met(new ArtifactFilter.Shapes(any, mutated("EDIT")))).containsExactly("base");
      assertThat(met(new ArtifactFilter.DescendsFrom(models, through(models))))
          .as("nothing passes the checkpoint")
          .containsExactly("point");
    }

    @Test
    void nestAndCombine() {
      graph.at(Instant.parse("2026-11-01T00:00:00Z"));
      graph.artifact("MODEL", "old").made(Instant.parse("2026-01-01T00:00:00Z")).record();
      graph.artifact("MODEL", "new").made(Instant.parse("2026-10-30T00:00:00Z")).record();
      graph.artifacts("PROMPT", "p1", "p2", "p3");
      graph.edge("TUNED_FOR", "p1", "old");
      graph.edge("TUNED_FOR", "p2", "new");
      graph.edge("TUNED_FOR", "p3", "old");
      graph.change(new Fact.StageChanged(graph.id("p1"), Stage.PRODUCTION, null));
      graph.change(new Fact.StageChanged(graph.id("p2"), Stage.PRODUCTION, null));
      ArtifactFilter oldBase =
          all(
              ArtifactFilter.ofKinds(Set.of("MODEL")),
              new ArtifactFilter.Base(true),
              new ArtifactFilter.OlderThan(Duration.ofDays(90)));
      ArtifactFilter prompts =
          all(
              ArtifactFilter.ofKinds(Set.of("PROMPT")),
              new ArtifactFilter.Stages(Set.of(Stage.PRODUCTION)),
              new ArtifactFilter.DescendsFrom(oldBase, Steps.ALL));

      assertThat(met(prompts)).containsExactly("p1");
      assertThat(met(new ArtifactFilter.Shapes(prompts, Steps.ALL))).containsExactly("old");
      assertThat(
              met(
                  new ArtifactFilter.DescendsFrom(
                      new ArtifactFilter.Shapes(prompts, Steps.ALL), Steps.ALL)))
          .containsExactly("p1", "p3");
      assertThat(
              met(
                  all(
                      ArtifactFilter.ofKinds(Set.of("PROMPT")),
                      new ArtifactFilter.Not(
                          new ArtifactFilter.Any(
                              List.of(
                                  prompts, new ArtifactFilter.DescendsFrom(oldBase, Steps.ALL)))))))
          .containsExactly("p2");
    }

    @Test
    void areMetByNothingIfTheyAreEmptyOrContradictory() {
      graph.artifacts("MODEL", "m");
      ArtifactFilter model = ArtifactFilter.ofKinds(Set.of("MODEL"));

      assertThat(met(ArtifactFilter.ofKinds(Set.of()))).isEmpty();
      assertThat(met(new ArtifactFilter.Any(List.of()))).isEmpty();
      assertThat(met(all(model, new ArtifactFilter.Not(model)))).isEmpty();
      assertThat(met(all(model, ArtifactFilter.ofKinds(Set.of("CORPUS"))))).isEmpty();
      assertThat(met(new ArtifactFilter.All(List.of()))).containsExactly("m");
    }

    @Test
    void areNotMetByRetractedArtifacts() {
      graph.artifacts("MODEL", "gone", "here");
      long before = graph.revision();
      graph.change(new Fact.ArtifactRetracted(graph.id("gone"), "never existed"));

      assertThat(met(ArtifactFilter.ALL)).containsExactly("here");
      assertThat(met(ArtifactFilter.ALL, before)).containsExactly("gone", "here");
    }

    @Test
    void tellWhichOfSomeArtifactsMeetThem() {
      graph.artifacts("MODEL", "base", "child", "gone");
      graph.edge("FINE_TUNED_FROM", "child", "base");
      graph.change(new Fact.ArtifactQuarantined(graph.id("base"), "suspicious"));
      graph.change(new Fact.ArtifactRetracted(graph.id("gone"), "never existed"));
      List<ArtifactId> some = graph.ids("child", "base", "gone", "never recorded");

      assertThat(among(some, new ArtifactFilter.Tainted(true), Budget.UNLIMITED))
          .containsExactly(graph.id("child"));
      assertThat(among(some, ArtifactFilter.ALL, Budget.UNLIMITED))
          .containsExactlyInAnyOrder(graph.id("child"), graph.id("base"));
      assertThat(among(List.of(), ArtifactFilter.ALL, Budget.UNLIMITED)).isEmpty();
    }
  }

  /** Whether one artifact descends from another, and how. */
  @Nested
  class Ways {
    @Test
    void areAsShortAsCanBe() {
      graph.artifacts("MODEL", "base", "long1", "long2", "short", "top");
      graph.chain("FINE_TUNED_FROM", "base", "long1", "long2", "top");
      graph.chain("MERGED_FROM", "base", "short", "top");

      Way way = graph.engine().way(id("top"), id("base"), Steps.ALL, now(), Budget.UNLIMITED).get();

      assertThat(graph.names(way.artifacts())).containsExactly("top", "short", "base");
      assertThat(way.edges())
          .containsExactly(
              graph.edgeId("MERGED_FROM", "top", "short"),
              graph.edgeId("MERGED_FROM", "short", "base"));
    }

    @Test
    void takeTheFirstOfParallelEdges() {
      graph.artifacts("MODEL", "base", "middle", "top");
      graph.edge("MERGED_FROM", "middle", "base");
      graph.edge("FINE_TUNED_FROM", "middle", "base");
      graph.edge("FINE_TUNED_FROM", "top", "middle");
      graph.edge("DISTILLED_FROM", "top", "middle");

      Way way = graph.engine().way(id("top"), id("base"), Steps.ALL, now(), Budget.UNLIMITED).get();

      assertThat(way.edges())
          .containsExactly(
              graph.edgeId("FINE_TUNED_FROM", "top", "middle"),
              graph.edgeId("MERGED_FROM", "middle", "base"));
    }

    @Test
    void leadUpOnlyAndNotToThemselves() {
      graph.artifacts("MODEL", "base", "child");
      graph.edge("FINE_TUNED_FROM", "child", "base");

      assertThat(way("child", "base", Steps.ALL)).isEqualTo(1);
      assertThat(way("base", "child", Steps.ALL)).isNull();
      assertThat(way("child", "child", Steps.ALL)).isNull();
    }

    @Test
    void areFoundUpToExactlyTheDepthAsked() {
      graph.artifacts("MODEL", "m0", "m1", "m2", "m3", "m4", "m5");
      graph.chain("CONTINUED_FROM", "m0", "m1", "m2", "m3", "m4", "m5");

      for (int length = 1; length <= 5; length++) {
        assertThat(way("m" + length, "m0", atMost(length))).isEqualTo(length);
        if (length > 1) {
          assertThat(way("m" + length, "m0", atMost(length - 1))).isNull();
        }
      }
    }

    @Test
    void followOnlyTheStepsAsked() {
      graph.artifacts("CORPUS", "corpus");
      graph.artifacts("MODEL", "model", "tuned");
      graph.edge("TRAINED_ON", "model", "corpus");
      graph.edge("FINE_TUNED_FROM", "tuned", "model", "EDIT");

      assertThat(way("tuned", "corpus", along("FINE_TUNED_FROM"))).isNull();
      assertThat(way("tuned", "corpus", along("FINE_TUNED_FROM", "TRAINED_ON"))).isEqualTo(2);
      assertThat(way("tuned", "corpus", inheriting(Inheritance.DATA))).isNull();
      assertThat(way("tuned", "model", mutated("EDIT"))).isEqualTo(1);
      assertThat(way("tuned", "corpus", mutated("EDIT"))).isNull();
    }

    @Test
    void askOnlyWhatLiesBetweenTheEndsWhetherItConducts() {
      graph.artifacts("CHECKPOINT", "base");
      graph.artifacts("MODEL", "middle");
      graph.artifacts("CHECKPOINT", "top");
      graph.chain("CONTINUED_FROM", "base", "middle", "top");

      assertThat(way("top", "base", through(ArtifactFilter.ofKinds(Set.of("MODEL"))))).isEqualTo(2);
      assertThat(way("top", "base", through(ArtifactFilter.ofKinds(Set.of("CHECKPOINT")))))
          .isNull();
    }

    @Test
    void endAtRetractedEdgesAndArtifacts() {
      graph.artifacts("MODEL", "base", "left", "right1", "right2", "top");
      graph.chain("FINE_TUNED_FROM", "base", "left", "top");
      graph.chain("MERGED_FROM", "base", "right1", "right2", "top");

      assertThat(way("top", "base", Steps.ALL)).isEqualTo(2);

      graph.change(new Fact.ArtifactRetracted(id("left"), "never existed"));

      assertThat(way("top", "base", Steps.ALL)).isEqualTo(3);

      graph.unlink("MERGED_FROM", "right1", "base");

      assertThat(way("top", "base", Steps.ALL)).isNull();
    }

    @Test
    void areUnknownFromOrToWhatIsNotRecorded() {
      graph.artifacts("MODEL", "early");
      long early = graph.revision();
      graph.artifacts("MODEL", "late");

      assertThat(descends("late", "early", early, Budget.UNLIMITED)).isNull();
      assertThat(descends("early", "late", early, Budget.UNLIMITED)).isNull();
      assertThat(descends("late", "early", now(), Budget.UNLIMITED)).isFalse();
    }

    @Test
    void leadToAHub() {
      recordHub();

      assertThat(way("c3", "hub", Steps.ALL)).isEqualTo(1);
      assertThat(way("c3", "c4", Steps.ALL)).isNull();
    }
  }

  /** What several artifacts descend from. */
  @Nested
  class Common {
    @Test
    void comeByTheSumOfTheirDistances() {
      graph.artifacts("MODEL", "far", "near", "a", "b");
      graph.chain("FINE_TUNED_FROM", "far", "near", "a");
      graph.chain("FINE_TUNED_FROM", "near", "b");

      assertThat(common(false, ArtifactFilter.ALL, "a", "b"))
          .containsExactly("near [1, 1]", "far [2, 2]");
      assertThat(common(true, ArtifactFilter.ALL, "a", "b")).containsExactly("near [1, 1]");
      assertThat(common(false, ArtifactFilter.ALL, "a")).containsExactly("near [1]", "far [2]");
    }

    @Test
    void keepTheOrderOfTheQuestionAndOfTheJournal() {
      graph.artifacts("MODEL", "second", "first", "a", "b");
      graph.artifacts("MODEL", "between");
      graph.edge("MERGED_FROM", "a", "first");
      graph.edge("MERGED_FROM", "a", "between");
      graph.edge("MERGED_FROM", "between", "second");
      graph.edge("MERGED_FROM", "b", "second");
      graph.edge("MERGED_FROM", "between", "first");
      graph.edge("MERGED_FROM", "b", "first");
      graph.unlink("MERGED_FROM", "a", "first");

      assertThat(common(true, ArtifactFilter.ALL, "a", "b"))
          .containsExactly("second [2, 1]", "first [2, 1]");
      assertThat(common(true, ArtifactFilter.ALL, "b", "a", "b"))
          .containsExactly("second [1, 2, 1]", "first [1, 2, 1]");
    }

    @Test
    void areNotTheArtifactsThemselves() {
      graph.artifacts("MODEL", "base", "child", "grandchild");
      graph.chain("FINE_TUNED_FROM", "base", "child", "grandchild");

      assertThat(common(false, ArtifactFilter.ALL, "child", "grandchild"))
          .containsExactly("base [1, 2]");
      assertThat(common(false, ArtifactFilter.ALL, "base", "child")).isEmpty();
    }

    @Test
    void areNearestAmongThoseThatAreAnswered() {
      graph.artifacts("CORPUS", "corpus");
      graph.artifacts("MODEL", "base", "a", "b");
      graph.edge("TRAINED_ON", "base", "corpus");
      graph.edge("FINE_TUNED_FROM", "a", "base");
      graph.edge("FINE_TUNED_FROM", "b", "base");

      assertThat(common(true, ArtifactFilter.ofKinds(Set.of("CORPUS")), "a", "b"))
          .containsExactly("corpus [2, 2]");
    }

    @Test
    void areNearestHoweverFarTheOthersAre() {
      graph.artifacts("MODEL", "far", "x", "near", "a", "b");
      graph.chain("FINE_TUNED_FROM", "far", "x", "near", "a");
      graph.edge("MERGED_FROM", "a", "far");
      graph.edge("MERGED_FROM", "b", "far");
      graph.edge("MERGED_FROM", "b", "near");

      assertThat(names(commonOf(true, atMost(1), ArtifactFilter.ALL, "a", "b")))
          .as("near descends from far in two steps")
          .containsExactly("near [1, 1]");
    }

    @Test
    void areReachedByTheStepsAsked() {
      graph.artifacts("MODEL", "base", "a", "b", "c");
      graph.edge("FINE_TUNED_FROM", "a", "base");
      graph.edge("MERGED_FROM", "b", "base");
      graph.edge("MERGED_FROM", "c", "b");

      assertThat(commonOf(true, along("MERGED_FROM"), ArtifactFilter.ALL, "a", "b")).isEmpty();
      assertThat(commonOf(true, atMost(1), ArtifactFilter.ALL, "a", "c")).isEmpty();
      assertThat(names(commonOf(true, atMost(2), ArtifactFilter.ALL, "a", "c")))
          .containsExactly("base [1, 2]");
    }

    @Test
    void areNoneOfWhatIsNotRecorded() {
      graph.artifacts("MODEL", "base", "a");
      graph.edge("FINE_TUNED_FROM", "a", "base");

      assertThat(common(false, ArtifactFilter.ALL, "a", "never recorded")).isEmpty();
      assertThatThrownBy(() -> common(false, ArtifactFilter.ALL))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void areFoundOfAThousand() {
      graph.artifacts("MODEL", "root", "hub");
      graph.edge("FINE_TUNED_FROM", "hub", "root");
      recordChildren("hub", 1_000);
      String[] children = IntStream.range(0, 1_000).mapToObj(i -> "c" + i).toArray(String[]::new);

      List<CommonAncestor> common = commonOf(false, Steps.ALL, ArtifactFilter.ALL, children);

      assertThat(common)
          .extracting(each -> graph.name(each.artifact()))
          .containsExactly("hub", "root");
      assertThat(common.getLast().distancesEdges()).hasSize(1_000).containsOnly(2);
    }
  }

  /** Lineage to be drawn. */
  @Nested
  class Drawings {
    @Test
    void putParentsAboveChildrenByTheLongestWay() {
      graph.artifacts("MODEL", "base", "middle", "top");
      graph.chain("FINE_TUNED_FROM", "base", "middle", "top");
      graph.edge("MERGED_FROM", "top", "base");

      Drawing drawing = draw(Set.of(Direction.ANCESTORS), ArtifactFilter.ALL, 10, "top");

      assertThat(nodes(drawing)).containsExactly("base/0 +0 +0", "middle/1 +0 +0", "top/2 +0 +0");
      assertThat(drawing.layers()).isEqualTo(3);
      assertThat(drawing.total()).isEqualTo(3);
      assertThat(drawing.edges())
          .containsExactly(
              graph.edgeId("FINE_TUNED_FROM", "middle", "base"),
              graph.edgeId("FINE_TUNED_FROM", "top", "middle"),
              graph.edgeId("MERGED_FROM", "top", "base"));
    }

    @Test
    void takeWhatIsNearestAndCountTheRest() {
      graph.artifacts("MODEL", "far", "near", "root", "child1", "child2");
      graph.chain("FINE_TUNED_FROM", "far", "near", "root");
      graph.edge("MERGED_FROM", "root", "far");
      graph.edge("MERGED_FROM", "child1", "root");
      graph.edge("DISTILLED_FROM", "child1", "root");
      graph.edge("MERGED_FROM", "child2", "child1");

      Drawing drawing = draw(Set.of(Direction.values()), ArtifactFilter.ALL, 3, "root");

      assertThat(nodes(drawing)).containsExactly("far/0 +0 +0", "near/1 +0 +0", "root/2 +0 +2");
      assertThat(drawing.total()).isEqualTo(5);
      assertThat(drawing.truncation()).isNull();
    }

    @Test
    void drawParallelEdgesAll() {
      graph.artifacts("MODEL", "base", "child");
      graph.edge("MERGED_FROM", "child", "base");
      graph.edge("DISTILLED_FROM", "child", "base");

      Drawing drawing = draw(Set.of(Direction.DESCENDANTS), ArtifactFilter.ALL, 10, "base");

      assertThat(drawing.edges())
          .containsExactly(
              graph.edgeId("MERGED_FROM", "child", "base"),
              graph.edgeId("DISTILLED_FROM", "child", "base"));
    }

    @Test
    void hideWhatIsLeftOutButNotTheRoots() {
      graph.artifacts("CORPUS", "corpus");
      graph.artifacts("MODEL", "base", "root");
      graph.edge("TRAINED_ON", "base", "corpus");
      graph.edge("FINE_TUNED_FROM", "root", "base");
      ArtifactFilter corpora = ArtifactFilter.ofKinds(Set.of("CORPUS"));

      Drawing drawing = draw(Set.of(Direction.ANCESTORS), corpora, 10, "root");

      assertThat(nodes(drawing)).containsExactly("corpus/0 +0 +1", "root/0 +1 +0");
      assertThat(drawing.edges()).isEmpty();
      assertThat(drawing.total()).isEqualTo(3);
    }

    @Test
    void showAllRootsWhateverTheirNumber() {
      graph.artifacts("MODEL", "base", "a", "b", "gone");
      graph.edge("FINE_TUNED_FROM", "a", "base");
      graph.edge("FINE_TUNED_FROM", "b", "base");
      graph.change(new Fact.ArtifactRetracted(id("gone"), "never existed"));

      Drawing drawing =
          draw(
              Set.of(Direction.ANCESTORS),
              ArtifactFilter.ALL,
              1,
              "b",
              "a",
              "a",
              "gone",
              "never recorded");

      assertThat(nodes(drawing)).containsExactly("a/0 +1 +0", "b/0 +1 +0");
      assertThat(drawing.layers()).isEqualTo(1);
    }

    @Test
    void areEmptyWithoutRoots() {
      Drawing drawing = draw(Set.of(Direction.ANCESTORS), ArtifactFilter.ALL, 1, "never recorded");

      assertThat(drawing).isEqualTo(new Drawing(List.of(), List.of(), 0, 0, now(), null));
    }

    @Test
    void foldTheChildrenOfAHub() {
      recordHub();

      Drawing drawing = draw(Set.of(Direction.DESCENDANTS), ArtifactFilter.ALL, 10, "hub");

      assertThat(drawing.nodes()).hasSize(10);
      assertThat(nodes(drawing)).startsWith("hub/0 +0 +" + (hub() - 9), "c0/1 +0 +0");
      assertThat(drawing.total()).isEqualTo(hub() + 1);
    }
  }

  /** All artifacts that meet a condition. */
  @Nested
  class Selections {
    @Test
    void comeInTheOrderAsked() {
      Instant noon = Instant.parse("2026-03-01T12:00:00Z");
      graph.artifact("MODEL", "b").made(noon).record();
      graph.artifact("MODEL", "d").made(noon.plusMillis(1)).record();
      graph.artifacts("MODEL", "a");
      graph.artifact("MODEL", "c").made(noon).record();
      graph.chain("FINE_TUNED_FROM", "b", "a", "c");
      graph.edge("FINE_TUNED_FROM", "c", "b");

      assertThat(ordered(Order.Field.RECORDED, false)).containsExactly("b", "d", "a", "c");
      assertThat(ordered(Order.Field.RECORDED, true)).containsExactly("c", "a", "d", "b");
      assertThat(ordered(Order.Field.CREATED, false)).containsExactly("b", "c", "d", "a");
      assertThat(ordered(Order.Field.CREATED, true)).containsExactly("d", "b", "c", "a");
      assertThat(ordered(Order.Field.NAME, false)).containsExactly("a", "b", "c", "d");
      assertThat(ordered(Order.Field.NAME, true)).containsExactly("d", "c", "b", "a");
      assertThat(ordered(Order.Field.DESCENDANTS, false)).containsExactly("d", "c", "a", "b");
      assertThat(ordered(Order.Field.DESCENDANTS, true)).containsExactly("b", "a", "d", "c");
    }

    @Test
    void areReadPageByPageAndCounted() {
      graph.artifacts("MODEL", "a", "b");
      graph.artifacts("CORPUS", "c");

      Selection found = select(graph.here(), Budget.UNLIMITED);

      assertThat(found.total()).isEqualTo(3);
      assertThat(graph.names(found.ids(1, 1))).containsExactly("b");
      assertThat(found.ids(3, 1)).isEmpty();
      assertThat(found.groups(Grouping.KIND))
          .containsExactly(count("MODEL", 2), count("CORPUS", 1));
      assertThatThrownBy(() -> found.groups(Grouping.DEPTH))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> found.groups(Grouping.EDGE_TYPE))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Generations. */
  @Nested
  class Generation {
    @Test
    void countsTheLongestWayUp() {
      graph.artifacts("MODEL", "base", "middle", "top", "gone");
      graph.edge("MERGED_FROM", "top", "base");
      graph.edge("FINE_TUNED_FROM", "top", "middle");
      graph.edge("FINE_TUNED_FROM", "middle", "base");
      long before = now();
      graph.unlink("FINE_TUNED_FROM", "top", "middle");
      graph.change(new Fact.ArtifactRetracted(id("gone"), "never existed"));
      List<ArtifactId> asked = graph.ids("top", "middle", "base", "gone", "never recorded");

      assertThat(graph.engine().generations(asked, before, Budget.UNLIMITED))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(id("top"), 2, id("middle"), 1, id("base"), 0, id("gone"), 0));
      assertThat(graph.engine().generations(asked, now(), Budget.UNLIMITED))
          .containsExactlyInAnyOrderEntriesOf(Map.of(id("top"), 1, id("middle"), 1, id("base"), 0));
    }

    @Test
    void doesNotStumbleOverLongChains() {
      int length = 1_500;
      String[] chain = IntStream.range(0, length).mapToObj(i -> "m" + i).toArray(String[]::new);
      List<Fact> facts = new ArrayList<>();
      for (String name : chain) {
        facts.add(graph.artifact("CHECKPOINT", name).recorded());
      }
      for (int i = 1; i < length; i++) {
        facts.add(graph.edgeFact("CONTINUED_FROM", chain[i], chain[i - 1]));
      }
      graph.change(facts);

      assertThat(graph.engine().generations(graph.ids("m1499", "m700"), now(), Budget.UNLIMITED))
          .containsExactlyInAnyOrderEntriesOf(Map.of(id("m1499"), 1_499, id("m700"), 700));
    }
  }

  /** What happens when a question may not cost what it would. */
  @Nested
  class Budgets {
    private final Budget three = new Budget(Duration.ofDays(1), 3, () -> false);
    private final Budget noTime = new Budget(Duration.ZERO, ALL_OF_IT, () -> false);
    private final Budget cancelled = new Budget(Duration.ofDays(1), ALL_OF_IT, () -> true);

    @BeforeEach
    void recordFive() {
      graph.artifacts("MODEL", "m0", "m1", "m2", "m3", "m4");
      graph.chain("CONTINUED_FROM", "m0", "m1", "m2", "m3", "m4");
    }

    @Test
    void endAWalkWithWhatItReached() {
      Lineage found = walk("m4", ArtifactFilter.ALL, three);

      assertThat(depths(found)).containsExactly("m3:1", "m2:2", "m1:3");
      assertThat(found.truncation())
          .isEqualTo(
              new Truncation(
                  Truncation.Reason.SIZE_BUDGET, "3 artifacts reached (expected: at most 3)"));
      assertThat(walk("m3", ArtifactFilter.ALL, three).truncation())
          .as("three are reached, and there are no more")
          .isNull();
    }

    @Test
    void endAWalkWhoseTimeIsOverOrThatNobodyWaitsFor() {
      assertThat(reason(walk("m4", ArtifactFilter.ALL, noTime)))
          .isEqualTo(Truncation.Reason.TIME_BUDGET);
      assertThat(walk("m4", ArtifactFilter.ALL, noTime).truncation())
          .extracting(Truncation::detail, STRING)
          .endsWith("ms taken (expected: at most 0 ms)");
      assertThat(reason(walk("m4", ArtifactFilter.ALL, cancelled)))
          .isEqualTo(Truncation.Reason.CANCELLED);
    }

    @Test
    void leaveOutWhatCouldNotBeDecided() {
      ArtifactFilter tainted = new ArtifactFilter.Tainted(true);
      graph.change(new Fact.ArtifactQuarantined(id("m0"), "suspicious"));
      LineageQuery last = new LineageQuery(id("m3"), Direction.DESCENDANTS, Steps.ALL, tainted);

      Lineage found = graph.engine().walk(last, now(), three).orElseThrow();
      Lineage all = graph.engine().walk(last, now(), Budget.UNLIMITED).orElseThrow();

      assertThat(reason(found)).as("m4, but for what").isEqualTo(Truncation.Reason.SIZE_BUDGET);
      assertThat(found.total()).isZero();
      assertThat(graph.names(all.ids(0, ALL_OF_IT))).containsExactly("m4");
    }

    @Test
    void endASelectionWithWhatWasSelected() {
      Selection found = select(graph.here(), three);

      assertThat(graph.names(found.ids(0, ALL_OF_IT))).containsExactly("m0", "m1", "m2");
      assertThat(reason(found)).isEqualTo(Truncation.Reason.SIZE_BUDGET);
      assertThat(reason(select(graph.here(), noTime))).isEqualTo(Truncation.Reason.TIME_BUDGET);
      assertThat(reason(select(graph.here(), cancelled))).isEqualTo(Truncation.Reason.CANCELLED);
    }

    @Test
    void endADrawingWithWhatWasFound() {
      Drawing drawing =
          graph
              .engine()
              .draw(
                  graph.ids("m4"),
                  Set.of(Direction.ANCESTORS),
                  Steps.ALL,
                  ArtifactFilter.ALL,
                  10,
                  now(),
                  three);

      assertThat(drawing.truncation())
          .extracting(Truncation::reason)
          .isEqualTo(Truncation.Reason.SIZE_BUDGET);
      assertThat(drawing.total()).isEqualTo(4);
      assertThat(nodes(drawing))
          .containsExactly("m1/0 +0 +0", "m2/1 +0 +0", "m3/2 +0 +0", "m4/3 +0 +0");
    }

    @Test
    void areExceededWhereThereIsNoPartialAnswer() {
      graph.artifacts("MODEL", "m5", "m6", "m7", "m8");
      graph.chain("CONTINUED_FROM", "m4", "m5", "m6", "m7", "m8");
      LineageEngine engine = graph.engine();
      for (Budget budget : List.of(three, noTime, cancelled)) {
        assertThatThrownBy(() -> descends("m8", "m0", now(), budget))
            .isInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> engine.way(id("m8"), id("m0"), Steps.ALL, now(), budget))
            .isInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(
                () ->
                    engine.commonAncestors(
                        graph.ids("m7", "m8"), true, Steps.ALL, ArtifactFilter.ALL, now(), budget))
            .isInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> engine.generations(graph.ids("m8"), now(), budget))
            .isInstanceOf(BudgetExceededException.class);
      }
      graph.change(new Fact.ArtifactQuarantined(id("m0"), "suspicious"));
      assertThatThrownBy(() -> among(graph.ids("m8"), new ArtifactFilter.Tainted(true), three))
          .isInstanceOf(BudgetExceededException.class)
          .hasMessage("3 artifacts reached (expected: at most 3)");
    }

    private Lineage walk(String start, ArtifactFilter where, Budget budget) {
      LineageQuery query = new LineageQuery(id(start), Direction.ANCESTORS, Steps.ALL, where);
      return graph.engine().walk(query, now(), budget).orElseThrow();
    }

    private static Truncation.@Nullable Reason reason(Selection found) {
      Truncation truncation = found.truncation();
      return truncation == null ? null : truncation.reason();
    }
  }

  /** What one who may read some namespaces is answered. */
  @Nested
  class Readers {
    private String secret;

    /** top <- hidden <- base, and hidden <- deep, which is hidden too. */
    @BeforeEach
    void recordHidden() {
      secret = graph.namespace() + "-secret";
      graph.artifacts("MODEL", "base");
      graph.artifact("CHECKPOINT", "deep").in(secret).labelled("tier", "1").record();
      graph.artifact("CHECKPOINT", "hidden").in(secret).labelled("tier", "1").record();
      graph.artifacts("MODEL", "top");
      graph.edge("CONTINUED_FROM", "hidden", "base");
      graph.edge("MERGED_FROM", "hidden", "deep");
      graph.edge("FINE_TUNED_FROM", "top", "hidden");
    }

    private LineageEngine reader() {
      return graph.engine().seenBy(Namespaces.of(Set.of(graph.namespace())));
    }

    private Lineage up(Steps steps, ArtifactFilter where) {
      LineageQuery query = new LineageQuery(id("top"), Direction.ANCESTORS, steps, where);
      return reader().walk(query, now(), Budget.UNLIMITED).orElseThrow();
    }

    private Selection selected(ArtifactFilter where) {
      return reader().select(graph.here(where), Order.JOURNAL, now(), Budget.UNLIMITED);
    }

    @Test
    void goThroughWhatTheyMayNotReadAndAreToldHowMuchThatIs() {
      Lineage ancestors = up(Steps.ALL, ArtifactFilter.ALL);

      assertThat(depths(ancestors)).containsExactly("base:2");
      assertThat(ancestors.total()).isOne();
      assertThat(ancestors.redacted()).isEqualTo(2);
      assertThat(ancestors.groups(Grouping.KIND)).containsExactly(count("MODEL", 1));
      assertThat(ancestors.groups(Grouping.EDGE_TYPE))
          .containsExactly(count("CONTINUED_FROM", 1), count("FINE_TUNED_FROM", 1));
      assertThat(ancestors("top").redacted()).as("of one who may read everything").isZero();
    }

    @Test
    void areNotToldWhatMeetsConditions() {
      ArtifactFilter checkpoints = ArtifactFilter.ofKinds(Set.of("CHECKPOINT"));
      ArtifactFilter labelled = new ArtifactFilter.Labelled(new Label("tier", "1"));
      ArtifactFilter secrets = new ArtifactFilter.Namespaces(Set.of(secret));
      for (ArtifactFilter where : List.of(checkpoints, labelled, secrets)) {
        assertThat(up(Steps.ALL, where).total()).isZero();
        assertThat(up(Steps.ALL, where).redacted()).isEqualTo(2);
        assertThat(found(up(through(where), ArtifactFilter.ALL))).containsExactly("base");
        assertThat(selected(new ArtifactFilter.DescendsFrom(where, Steps.ALL)).total()).isZero();
        assertThat(selected(new ArtifactFilter.Shapes(where, Steps.ALL)).total()).isZero();
      }
      ArtifactFilter models = ArtifactFilter.ofKinds(Set.of("MODEL"));
      assertThat(found(up(through(models), models))).containsExactly("base");
      ArtifactFilter fromBase = new ArtifactFilter.DescendsFrom(models, through(models));
      assertThat(graph.names(selected(fromBase).ids(0, 9))).containsExactly("top");
    }

    @Test
    void findNothingThatTheyMayNotRead() {
      List<ArtifactId> both = graph.ids("top", "hidden");
      LineageQuery fromHidden = LineageQuery.all(id("hidden"), Direction.ANCESTORS);

      assertThat(reader().walk(fromHidden, now(), Budget.UNLIMITED)).isEmpty();
      assertThat(graph.names(selected(ArtifactFilter.ALL).ids(0, 9)))
          .containsExactly("base", "top");
      assertThat(selected(ArtifactFilter.ALL).redacted()).isZero();
      assertThat(reader().among(both, ArtifactFilter.ALL, now(), Budget.UNLIMITED))
          .containsExactly(id("top"));
      assertThat(reader().generations(both, now(), Budget.UNLIMITED))
          .containsExactly(Map.entry(id("top"), 2));
      assertThat(reader().descends(id("top"), id("hidden"), Steps.ALL, now(), Budget.UNLIMITED))
          .isEmpty();
      assertThat(reader().way(id("hidden"), id("base"), Steps.ALL, now(), Budget.UNLIMITED))
          .isEmpty();
      assertThat(
              reader()
                  .commonAncestors(
                      both, true, Steps.ALL, ArtifactFilter.ALL, now(), Budget.UNLIMITED))
          .isEmpty();
    }

    @Test
    void areAnsweredAlongWaysThroughWhatTheyMayNotRead() {
      graph.artifacts("MODEL", "other");
      graph.edge("FINE_TUNED_FROM", "other", "hidden");

      assertThat(reader().descends(id("top"), id("base"), Steps.ALL, now(), Budget.UNLIMITED))
          .contains(true);
      assertThat(
              reader()
                  .way(id("top"), id("base"), Steps.ALL, now(), Budget.UNLIMITED)
                  .orElseThrow()
                  .lengthEdges())
          .isEqualTo(2);
      List<CommonAncestor> common =
          reader()
              .commonAncestors(
                  graph.ids("top", "other"),
                  true,
                  Steps.ALL,
                  ArtifactFilter.ALL,
                  now(),
                  Budget.UNLIMITED);
      assertThat(common).containsExactly(new CommonAncestor(id("base"), List.of(2, 2)));
    }

    @Test
    void areDrawnAPictureWithoutWhatTheyMayNotRead() {
      Drawing drawing =
          reader()
              .draw(
                  graph.ids("top", "hidden"),
                  Set.of(Direction.ANCESTORS),
                  Steps.ALL,
                  ArtifactFilter.ALL,
                  10,
                  now(),
                  Budget.UNLIMITED);

      assertThat(drawing.nodes())
          .extracting(node -> graph.name(node.artifact()))
          .containsExactly("base", "top");
      assertThat(drawing.edges()).isEmpty();
      assertThat(drawing.nodes().getLast().hiddenParents()).isOne();
    }

    @Test
    void seeOfSharedNodesTheNamesThatTheyMayRead() {
      graph.artifact("MODEL", "shared").in(secret).record();
      assertThat(selected(ArtifactFilter.ALL).total()).isEqualTo(2);

      graph.change(
          new Fact.ArtifactExtended(
              id("shared"), "MODEL", new ArtifactName(graph.namespace(), "aaa", null), "{}"));

      assertThat(selected(ArtifactFilter.ALL).total()).isEqualTo(3);
      assertThat(selected(ArtifactFilter.ALL).groups(Grouping.NAMESPACE))
          .containsExactly(count(graph.namespace(), 3));
      assertThat(selected(new ArtifactFilter.Namespaces(Set.of(secret))).total()).isZero();
      assertThat(
              graph.names(
                  reader()
                      .select(
                          graph.here(), new Order(Order.Field.NAME, false), now(), Budget.UNLIMITED)
                      .ids(0, 1)))
          .containsExactly("shared");
    }

    @Test
    void whoMayReadNothingIsAnsweredNothing() {
      LineageEngine stranger = graph.engine().seenBy(Namespaces.of(Set.of()));

      assertThat(
              stranger.select(ArtifactFilter.ALL, Order.JOURNAL, now(), Budget.UNLIMITED).total())
          .isZero();
      assertThat(
              stranger.walk(
                  LineageQuery.all(id("top"), Direction.ANCESTORS), now(), Budget.UNLIMITED))
          .isEmpty();
    }
  }

  private void recordHub() {
    graph.artifacts("MODEL", "hub");
    recordChildren("hub", hub());
  }

  private void recordChildren(String parent, int count) {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      facts.add(graph.artifact("MODEL", "c" + i).recorded());
      facts.add(graph.edgeFact("FINE_TUNED_FROM", "c" + i, parent));
    }
    graph.change(facts);
  }

  private long now() {
    return graph.revision();
  }

  private ArtifactId id(String name) {
    return graph.id(name);
  }

  private static Steps atMost(int depth) {
    return new Steps(null, null, null, depth, ArtifactFilter.ALL);
  }

  private static Steps along(String... types) {
    return new Steps(Set.of(types), null, null, Integer.MAX_VALUE, ArtifactFilter.ALL);
  }

  private static Steps inheriting(Inheritance... what) {
    return new Steps(null, Set.of(what), null, Integer.MAX_VALUE, ArtifactFilter.ALL);
  }

  private static Steps mutated(String... kinds) {
    return new Steps(null, null, Set.of(kinds), Integer.MAX_VALUE, ArtifactFilter.ALL);
  }

  private static Steps through(ArtifactFilter filter) {
    return new Steps(null, null, null, Integer.MAX_VALUE, filter);
  }

  private Lineage ancestors(String start) {
    return walk(start, Direction.ANCESTORS, Steps.ALL);
  }

  private Lineage ancestors(String start, long revision) {
    LineageQuery query = LineageQuery.all(id(start), Direction.ANCESTORS);
    return graph.engine().walk(query, revision, Budget.UNLIMITED).orElseThrow();
  }

  private Lineage descendants(String start) {
    return walk(start, Direction.DESCENDANTS, Steps.ALL);
  }

  private Lineage walk(String start, Direction direction, Steps steps) {
    return walk(start, direction, steps, ArtifactFilter.ALL);
  }

  private Lineage walk(String start, Direction direction, Steps steps, ArtifactFilter where) {
    LineageQuery query = new LineageQuery(id(start), direction, steps, where);
    return graph.engine().walk(query, now(), Budget.UNLIMITED).orElseThrow();
  }

  private List<String> found(Lineage lineage) {
    return graph.names(lineage.ids(0, ALL_OF_IT));
  }

  private List<String> depths(Lineage lineage) {
    return lineage.hits(0, ALL_OF_IT).stream()
        .map(hit -> graph.name(hit.artifact()) + ":" + hit.depthEdges())
        .toList();
  }

  private static Map.Entry<String, Integer> count(String key, int count) {
    return Map.entry(key, count);
  }

  private Selection select(ArtifactFilter where, Budget budget) {
    return graph.engine().select(where, Order.JOURNAL, now(), budget);
  }

  private List<String> ordered(Order.Field field, boolean descending) {
    Order order = new Order(field, descending);
    return graph.names(
        graph.engine().select(graph.here(), order, now(), Budget.UNLIMITED).ids(0, ALL_OF_IT));
  }

  /** Of this graph. */
  private List<String> met(ArtifactFilter filter) {
    return met(filter, now());
  }

  private List<String> met(ArtifactFilter filter, long revision) {
    return graph.names(
        graph
            .engine()
            .select(graph.here(filter), Order.JOURNAL, revision, Budget.UNLIMITED)
            .ids(0, ALL_OF_IT));
  }

  private Set<ArtifactId> among(List<ArtifactId> some, ArtifactFilter filter, Budget budget) {
    return graph.engine().among(some, filter, now(), budget);
  }

  private static ArtifactFilter all(ArtifactFilter... of) {
    return new ArtifactFilter.All(Arrays.asList(of));
  }

  private static ArtifactFilter label(String key, String value) {
    return new ArtifactFilter.Labelled(new Label(key, value));
  }

  private static ArtifactFilter provenances(Provenance... of) {
    return new ArtifactFilter.Provenances(Set.of(of));
  }

  private static ArtifactFilter checked(
      @Nullable Integer minVersion, @Nullable CheckOutcome outcome) {
    return new ArtifactFilter.Checked("pii", minVersion, outcome, false);
  }

  private Fact check(String artifact, int version, CheckOutcome outcome) {
    return new Fact.CheckRecorded(id(artifact), "pii", version, outcome, null);
  }

  private Fact extended(String artifact, String kind, String namespace, String name) {
    return new Fact.ArtifactExtended(
        id(artifact), kind, new ArtifactName(namespace, name, null), "{}");
  }

  private Fact amended(
      String artifact, List<Label> labels, List<String> removed, @Nullable List<String> owners) {
    return new Fact.ArtifactAmended(id(artifact), labels, removed, owners, null, "{}", null, null);
  }

  private @Nullable Boolean descends(String child, String ancestor, long revision, Budget budget) {
    return graph
        .engine()
        .descends(id(child), id(ancestor), Steps.ALL, revision, budget)
        .orElse(null);
  }

  /** Its length; null if there is none. */
  private @Nullable Integer way(String child, String ancestor, Steps steps) {
    Integer length =
        graph
            .engine()
            .way(id(child), id(ancestor), steps, now(), Budget.UNLIMITED)
            .map(Way::lengthEdges)
            .orElse(null);
    assertThat(graph.engine().descends(id(child), id(ancestor), steps, now(), Budget.UNLIMITED))
        .hasValue(length != null);
    return length;
  }

  private List<String> common(boolean nearestOnly, ArtifactFilter where, String... of) {
    return names(commonOf(nearestOnly, Steps.ALL, where, of));
  }

  private List<CommonAncestor> commonOf(
      boolean nearestOnly, Steps steps, ArtifactFilter where, String... of) {
    return graph
        .engine()
        .commonAncestors(graph.ids(of), nearestOnly, steps, where, now(), Budget.UNLIMITED);
  }

  private List<String> names(List<CommonAncestor> common) {
    return common.stream()
        .map(each -> graph.name(each.artifact()) + " " + each.distancesEdges())
        .toList();
  }

  private Drawing draw(
      Set<Direction> directions, ArtifactFilter where, int maxNodes, String... roots) {
    return graph
        .engine()
        .draw(graph.ids(roots), directions, Steps.ALL, where, maxNodes, now(), Budget.UNLIMITED);
  }

  /** As {@code name/layer +hiddenParents +hiddenChildren}. */
  private List<String> nodes(Drawing drawing) {
    return drawing.nodes().stream()
        .map(
            node ->
                graph.name(node.artifact())
                    + "/"
                    + node.layer()
                    + " +"
                    + node.hiddenParents()
                    + " +"
                    + node.hiddenChildren())
        .toList();
  }
}
