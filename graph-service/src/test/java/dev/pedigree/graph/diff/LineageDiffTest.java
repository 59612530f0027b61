package dev.pedigree.graph.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.BudgetExceededException;
import dev.pedigree.graph.lineage.CommonAncestor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineageDiffTest {
  private World world;

  @BeforeEach
  void makeWorld() {
    world = new World();
  }

  @Test
  void tellsThatTheSameLineIsThereInAnotherVersion() {
    world.artifacts("MODEL", "llama", "chat@1", "chat@2");
    world.artifacts("CORPUS", "web@2", "web@3");
    world.edge("FINE_TUNED_FROM", "chat@1", "llama");
    world.edge("FINE_TUNED_FROM", "chat@2", "llama");
    world.edge("TRAINED_ON", "chat@1", "web@2");
    world.edge("TRAINED_ON", "chat@2", "web@3");

    LineageDiff diff = world.diff("chat@1", "chat@2");

    assertThat(diff.shared()).isEqualTo(1);
    assertThat(diff.redacted()).isZero();
    assertThat(world.changes("chat@1", "chat@2"))
        .containsExactly(
            "0 VERSION_CHANGED MODEL org/chat@2 instead of org/chat@1",
            "1 VERSION_CHANGED CORPUS org/web@3 instead of org/web@2");
    LineageChange corpus = diff.changes(1, 1).getFirst();
    assertThat(corpus.base()).isEqualTo(world.id("web@2"));
    assertThat(corpus.head()).isEqualTo(world.id("web@3"));
  }

  /** The earlier version is then an ancestor of both. */
  @Test
  void followsALineThatWasRevisedUnderOtherNames() {
    world.artifacts("MODEL", "a", "b");
    world.artifacts("CORPUS", "raw", "clean", "cleaner");
    world.edge("REVISED_FROM", "clean", "raw", "FILTERING");
    world.edge("REVISED_FROM", "cleaner", "clean", "DEDUPLICATION");
    world.edge("TRAINED_ON", "a", "raw");
    world.edge("TRAINED_ON", "b", "cleaner");

    assertThat(world.changes("a", "b"))
        .containsExactly(
            "1 VERSION_CHANGED CORPUS org/cleaner instead of org/raw",
            "2 ADDED only head descends from CORPUS org/clean: org/cleaner REVISED_FROM org/clean by DEDUPLICATION",
            "3 MUTATIONS_CHANGED org/clean REVISED_FROM org/raw by FILTERING");
    assertThat(world.changes("b", "a"))
        .first()
        .isEqualTo("1 VERSION_CHANGED CORPUS org/raw instead of org/cleaner");
  }

  @Test
  void tellsWhatOneSideAloneHas() {
    world.artifacts("MODEL", "a", "b", "teacher");
    world.artifacts("CORPUS", "common", "own");
    world.edge("TRAINED_ON", "a", "common");
    world.edge("TRAINED_ON", "b", "common");
    world.edge("DISTILLED_FROM", "b", "teacher", "DISTILLATION");
    world.edge("TRAINED_ON", "teacher", "own");

    LineageDiff diff = world.diff("a", "b");

    assertThat(diff.shared()).isEqualTo(1);
    assertThat(world.changes("a", "b"))
        .containsExactly(
            "1 ADDED only head descends from MODEL org/teacher: org/b DISTILLED_FROM org/teacher by DISTILLATION",
            "2 ADDED only head descends from CORPUS org/own: org/teacher TRAINED_ON org/own");
    assertThat(world.changes("b", "a"))
        .containsExactly(
            "1 REMOVED only base descends from MODEL org/teacher: org/b DISTILLED_FROM org/teacher by DISTILLATION",
            "2 REMOVED only base descends from CORPUS org/own: org/teacher TRAINED_ON org/own");
    LineageChange added = diff.changes(0, 1).getFirst();
    assertThat(added.base()).isNull();
    assertThat(added.baseEdge()).isNull();
    assertThat(added.head()).isEqualTo(world.id("teacher"));
    assertThat(added.headEdge()).isNotNull();
  }

  @Test
  void comparesWeightsAndMutationsAlongCorrespondingEdges() {
    world.artifacts("MODEL", "left", "right", "merge@1", "merge@2", "quant@1", "quant@2");
    world.edge("MERGED_FROM", "merge@1", "left", 0.7);
    world.edge("MERGED_FROM", "merge@2", "left", 0.6);
    world.edge("MERGED_FROM", "merge@1", "right", 0.3);
    world.edge("MERGED_FROM", "merge@2", "right");
    world.edge("QUANTIZED_FROM", "quant@1", "merge@1", "QUANTIZATION", "PRUNING");
    world.edge("QUANTIZED_FROM", "quant@2", "merge@2", "PRUNING", "QUANTIZATION");

    assertThat(world.changes("quant@1", "quant@2"))
        .containsExactly(
            "0 VERSION_CHANGED MODEL org/quant@2 instead of org/quant@1",
            "1 VERSION_CHANGED MODEL org/merge@2 instead of org/merge@1",
            "1 MUTATIONS_CHANGED org/quant@2 QUANTIZED_FROM org/merge@2 by PRUNING, QUANTIZATION instead of QUANTIZATION, PRUNING",
            "2 WEIGHT_CHANGED org/merge@2 MERGED_FROM org/left with weight 0.6 instead of 0.7",
            "2 WEIGHT_CHANGED org/merge@2 MERGED_FROM org/right with weight not known instead of 0.3");
  }

  @Test
  void tellsOtherEdgesToTheSameParents() {
    world.artifacts("MODEL", "llama", "a", "b");
    world.artifacts("CORPUS", "web");
    world.edge("TRAINED_ON", "llama", "web");
    world.edge("FINE_TUNED_FROM", "a", "llama", "SUPERVISED_FINE_TUNING");
    world.edge("CONTINUED_FROM", "b", "llama");
    world.edge("TRAINED_ON", "b", "web");

    assertThat(world.changes("a", "b"))
        .contains(
            "1 ADDED only head descends directly from CORPUS org/web: org/b TRAINED_ON org/web",
            "1 MUTATIONS_CHANGED org/b CONTINUED_FROM org/llama instead of org/a FINE_TUNED_FROM org/llama by SUPERVISED_FINE_TUNING");
    assertThat(world.changes("b", "a"))
        .contains(
            "1 REMOVED only base descends directly from CORPUS org/web: org/b TRAINED_ON org/web");
  }

  @Test
  void comparesChecksAndStagesOfWhatStandsInForEachOther() {
    world.artifacts("MODEL", "chat@1", "chat@2");
    world.artifacts("CORPUS", "web@1", "web@2");
    world.edge("TRAINED_ON", "chat@1", "web@1");
    world.edge("TRAINED_ON", "chat@2", "web@2");
    world.check("web@1", "pii", 1, CheckOutcome.FAILED);
    world.check("web@1", "pii", 2, CheckOutcome.PASSED);
    world.check("web@1", "licence", 1, CheckOutcome.PASSED);
    world.check("web@2", "pii", 3, CheckOutcome.FAILED);
    world.check("web@2", "pii", 4, CheckOutcome.PASSED);
    world.tell(new Fact.CheckRevoked(world.id("web@2"), "pii", 4, null));
    world.check("chat@1", "same", 1, CheckOutcome.PASSED);
    world.check("chat@2", "same", 1, CheckOutcome.PASSED);
    world.tell(new Fact.StageChanged(world.id("chat@1"), Stage.PRODUCTION, null));

    assertThat(world.changes("chat@1", "chat@2"))
        .containsExactly(
            "0 VERSION_CHANGED MODEL org/chat@2 instead of org/chat@1",
            "0 STAGE_CHANGED org/chat@2 is DRAFT, org/chat@1 PRODUCTION",
            "1 VERSION_CHANGED CORPUS org/web@2 instead of org/web@1",
            "1 CHECKS_CHANGED checks of org/web@2: licence missing instead of 1 PASSED; pii 3 FAILED instead of 2 PASSED");
  }

  @Test
  void sharesAnArtifactThatTheOtherDescendsFrom() {
    world.artifacts("MODEL", "llama", "middle", "small");
    world.artifacts("CORPUS", "web");
    world.edge("TRAINED_ON", "llama", "web");
    world.edge("PRUNED_FROM", "middle", "llama", "PRUNING");
    world.edge("QUANTIZED_FROM", "small", "middle", "QUANTIZATION");

    LineageDiff up = world.diff("llama", "small");

    assertThat(up.shared()).isEqualTo(2);
    assertThat(up.nearestCommonAncestors())
        .containsExactly(new CommonAncestor(world.id("llama"), List.of(0, 2)));
    assertThat(world.changes("llama", "small"))
        .containsExactly(
            "1 ADDED only head descends from MODEL org/middle: org/small QUANTIZED_FROM org/middle by QUANTIZATION",
            "2 MUTATIONS_CHANGED org/middle PRUNED_FROM org/llama by PRUNING");
    assertThat(world.changes("middle", "small"))
        .containsExactly("0 MUTATIONS_CHANGED org/small QUANTIZED_FROM org/middle by QUANTIZATION");
    assertThat(world.diff("small", "llama").nearestCommonAncestors())
        .containsExactly(new CommonAncestor(world.id("llama"), List.of(2, 0)));
  }

  @Test
  void saysThatUnrelatedArtifactsShareNothing() {
    world.artifacts("MODEL", "a", "b");
    world.artifacts("CORPUS", "one", "two");
    world.edge("TRAINED_ON", "a", "one");
    world.edge("TRAINED_ON", "b", "two");

    LineageDiff diff = world.diff("a", "b");

    assertThat(diff.shared()).isZero();
    assertThat(diff.nearestCommonAncestors()).isEmpty();
    assertThat(world.changes("a", "b"))
        .containsExactly(
            "1 ADDED only head descends from CORPUS org/two: org/b TRAINED_ON org/two",
            "1 REMOVED only base descends from CORPUS org/one: org/a TRAINED_ON org/one");
  }

  @Test
  void findsNoDifferenceFromItself() {
    world.artifacts("MODEL", "a");
    world.artifacts("CORPUS", "one");
    world.edge("TRAINED_ON", "a", "one");

    LineageDiff diff = world.diff("a", "a");

    assertThat(diff.shared()).isEqualTo(2);
    assertThat(diff.total()).isZero();
    assertThat(diff.changes(0, 10)).isEmpty();
    assertThat(diff.nearestCommonAncestors())
        .containsExactly(new CommonAncestor(world.id("a"), List.of(0, 0)));
  }

  @Test
  void knowsNoneThatIsAbsentOrMayNotBeRead() {
    world.artifacts("MODEL", "a");
    world.artifact("MODEL", "secret", "s");

    assertThat(world.ask("a", "absent", Budget.UNLIMITED)).isEmpty();
    world.readsOnly("org");
    assertThat(world.ask("a", "s", Budget.UNLIMITED)).isEmpty();
    assertThat(world.ask("s", "a", Budget.UNLIMITED)).isEmpty();
  }

  @Test
  void countsWhatMayNotBeReadAndNeverTellsOfIt() {
    world.artifacts("MODEL", "a", "b");
    world.artifact("CORPUS", "secret", "hidden@1");
    world.artifact("CORPUS", "secret", "hidden@2");
    world.artifacts("CORPUS", "root@1", "root@2");
    world.edge("TRAINED_ON", "a", "hidden@1");
    world.edge("TRAINED_ON", "b", "hidden@2", "FILTERING");
    world.edge("DERIVED_FROM", "hidden@1", "root@1", "FILTERING");
    world.edge("DERIVED_FROM", "hidden@2", "root@1");
    world.edge("DERIVED_FROM", "hidden@2", "root@2", "EDIT");
    world.readsOnly("org");

    LineageDiff diff = world.diff("a", "b");

    assertThat(diff.redacted()).isEqualTo(2);
    assertThat(diff.shared()).isEqualTo(1);
    assertThat(diff.nearestCommonAncestors())
        .containsExactly(new CommonAncestor(world.id("root@1"), List.of(2, 2)));
    assertThat(world.changes("a", "b"))
        .containsExactly("2 ADDED only head descends from CORPUS org/root@2");
  }

  @Test
  void tellsTheSameOfACompactedGraphPageByPage() {
    for (int i = 0; i < 40; i++) {
      world.artifacts("CORPUS", "c" + i + "@1", "c" + i + "@2", "one" + i, "two" + i);
    }
    world.artifacts("MODEL", "a", "b");
    for (int i = 0; i < 40; i++) {
      world.edge("TRAINED_ON", "a", "c" + i + "@1");
      world.edge("TRAINED_ON", "b", "c" + i + "@2", "FILTERING");
      world.edge("DERIVED_FROM", "c" + i + "@1", "one" + i);
      world.edge("DERIVED_FROM", "c" + i + "@2", "two" + i);
    }
    List<String> before = world.changes("a", "b");

    world.compact();

    assertThat(before).hasSize(40 + 40 + 80);
    assertThat(world.changes("a", "b")).isEqualTo(before);
    List<String> paged = new ArrayList<>();
    for (int offset = 0; offset < before.size(); offset += 7) {
      world.diff("a", "b").changes(offset, 7).forEach(it -> paged.add(it.summary()));
    }
    assertThat(paged).hasSameSizeAs(before);
    assertThat(before).zipSatisfy(paged, (whole, part) -> assertThat(whole).endsWith(part));
    assertThat(world.diff("a", "b").changes(before.size(), 5)).isEmpty();
  }

  @Test
  void endsWhenTheBudgetDoes() {
    world.artifacts("MODEL", "a", "b", "c");
    world.edge("CONTINUED_FROM", "b", "a");
    world.edge("CONTINUED_FROM", "c", "b");

    assertThatThrownBy(() -> world.ask("b", "c", new Budget(Duration.ofDays(1), 2, () -> false)))
        .isInstanceOf(BudgetExceededException.class);
  }
}
