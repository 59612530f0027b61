package dev.pedigree.graph.state;

import static dev.pedigree.graph.state.FactsOf.change;
import static dev.pedigree.graph.state.FactsOf.edge;
import static dev.pedigree.graph.state.FactsOf.erasure;
import static dev.pedigree.graph.state.FactsOf.id;
import static dev.pedigree.graph.state.FactsOf.recorded;
import static dev.pedigree.graph.state.FactsOf.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.artifact.Stage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnappliedTailTest {
  private final UnappliedTail tail = new UnappliedTail();

  private List<Long> revisions(String id, long asOf) {
    return tail.read(List.of(id(id)), asOf).facts().getOrDefault(id(id), List.of()).stream()
        .map(Occurrence::revision)
        .toList();
  }

  @Test
  void givesAnArtifactsFactsUpToARevision() {
    tail.add(change(1, recorded("m"), recorded("d")));
    tail.add(change(2, edge("TRAINED_ON", "m", "d")));
    tail.add(change(3, stage("m", Stage.STAGING)));

    assertThat(revisions("m", 2)).containsExactly(1L, 2L);
    assertThat(revisions("d", 3)).containsExactly(1L);
    assertThat(revisions("x", 3)).isEmpty();
  }

  @Test
  void letsGoOfWhatIsApplied() {
    tail.add(change(1, recorded("m")));
    tail.add(change(2, stage("m", Stage.STAGING)));

    tail.trim(1);

    assertThat(revisions("m", 2)).containsExactly(2L);
    assertThat(tail.size()).isEqualTo(1);
  }

  @Test
  void leavesOutWhatIsAppliedAlready() {
    tail.trim(2);

    tail.add(change(1, recorded("m")));
    tail.add(change(2, stage("m", Stage.STAGING)));
    tail.add(change(3, stage("m", Stage.PRODUCTION)));

    assertThat(revisions("m", 3)).containsExactly(3L);
  }

  @Test
  void takesDiscardedChangesAgain() {
    tail.add(change(1, recorded("m")));
    tail.add(change(2, stage("m", Stage.STAGING)));

    tail.discardAbove(1);
    tail.add(change(2, stage("m", Stage.ARCHIVED)));

    assertThat(tail.read(List.of(id("m")), 9).facts().getOrDefault(id("m"), List.of()).getLast())
        .extracting(Occurrence::fact)
        .isEqualTo(stage("m", Stage.ARCHIVED));
  }

  @Test
  void knowsTheChildrenOfWhatItHolds() {
    tail.add(change(1, recorded("m"), recorded("n"), recorded("d")));
    tail.add(change(2, edge("TRAINED_ON", "m", "d")));
    tail.add(change(3, edge("TRAINED_ON", "n", "d")));
    assertThat(tail.children(id("d"))).containsExactlyInAnyOrder(id("m"), id("n"));
    assertThat(tail.artifacts()).containsExactlyInAnyOrder(id("m"), id("n"), id("d"));

    tail.trim(2);
    assertThat(tail.children(id("d"))).containsExactly(id("n"));
    assertThat(tail.artifacts()).containsExactly(id("n"));

    tail.discardAbove(2);
    assertThat(tail.children(id("d"))).isEmpty();
  }

  @Test
  void refusesAGap() {
    tail.add(change(1, recorded("m")));

    assertThatThrownBy(() -> tail.add(change(3, stage("m", Stage.STAGING))))
        .hasMessage("revision: 3 (expected: 2)");
  }

  @Test
  void knowsWhatIsErased() {
    tail.add(change(5, recorded("m")));
    tail.add(change(6, erasure(2L, 5L)));

    assertThat(tail.read(List.of(), 5).erased()).containsExactlyInAnyOrder(2L, 5L);

    tail.trim(6);

    assertThat(tail.read(List.of(), 6)).isEqualTo(new UnappliedTail.Part(Map.of(), Set.of()));
  }
}
