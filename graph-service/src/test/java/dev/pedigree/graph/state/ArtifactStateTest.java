package dev.pedigree.graph.state;

import static dev.pedigree.graph.state.FactsOf.about;
import static dev.pedigree.graph.state.FactsOf.amended;
import static dev.pedigree.graph.state.FactsOf.changes;
import static dev.pedigree.graph.state.FactsOf.check;
import static dev.pedigree.graph.state.FactsOf.edge;
import static dev.pedigree.graph.state.FactsOf.extended;
import static dev.pedigree.graph.state.FactsOf.id;
import static dev.pedigree.graph.state.FactsOf.recorded;
import static dev.pedigree.graph.state.FactsOf.retracted;
import static dev.pedigree.graph.state.FactsOf.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Fact;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ArtifactStateTest {
  private static ArtifactState fold(Fact... facts) {
    return ArtifactState.fold(about("m", changes(facts))).orElseThrow();
  }

  @Test
  void isWhatItWasRecordedAs() {
    ArtifactState state = fold(recorded("m", "MODEL", "{\"license\":\"MIT\"}"));

    assertThat(state.id()).isEqualTo(id("m"));
    assertThat(state.kind()).isEqualTo("MODEL");
    assertThat(state.names()).containsExactly(new ArtifactName("default", "m", "1"));
    assertThat(state.stage()).isEqualTo(Stage.DRAFT);
    assertThat(state.provenance()).isEqualTo(Provenance.PARTIAL);
    assertThat(state.attributes()).isEqualTo("{\"license\":\"MIT\"}");
    assertThat(state.recordedBy()).isEqualTo("tester");
    assertThat(state.recordedAt()).isEqualTo(FactsOf.START.plusSeconds(1));
    assertThat(state.revision()).isEqualTo(1);
    assertThat(state.quarantine()).isNull();
    assertThat(state.retraction()).isNull();
  }

  @Test
  void isNotThereBeforeItIsRecorded() {
    assertThat(ArtifactState.fold(List.of())).isEmpty();
    assertThat(ArtifactState.fold(about("m", changes(stage("m", Stage.STAGING))))).isEmpty();
  }

  @Test
  void keepsItsFirstKindAndNameFirst() {
    ArtifactState state =
        fold(
            recorded("m", "CHECKPOINT", "{\"step\":1}"),
            extended("m", "MODEL", "{\"license\":\"MIT\"}"),
            extended("m", "MODEL", "{}"));

    assertThat(state.kinds()).containsExactly("CHECKPOINT", "MODEL");
    assertThat(state.names())
        .containsExactly(
            new ArtifactName("default", "m", "1"), new ArtifactName("other", "m", null));
    assertThat(state.attributes()).isEqualTo("{\"license\":\"MIT\",\"step\":1}");
  }

  @Test
  void amendsByMergePatchAndStaysCanonical() {
    ArtifactState state =
        fold(
            recorded("m", "MODEL", "{\"a\":{\"b\":1,\"c\":2},\"list\":[1,2],\"z\":1}"),
            amended(
                "m", "{\"a\":{\"b\":null,\"d\":[]},\"list\":[3],\"new\":{\"x\":null}}", List.of()),
            amended("m", "{\"z\":null,\"aa\":0.5}", List.of()));

    assertThat(state.attributes())
        .isEqualTo("{\"a\":{\"c\":2,\"d\":[]},\"aa\":0.5,\"list\":[3],\"new\":{}}");
  }

  @Test
  void setsAndRemovesLabels() {
    ArtifactState state =
        fold(
            recorded("m"),
            amended("m", "{}", List.of(new Label("team", "b"), new Label("area", "x")), "tier"));

    assertThat(state.labels()).containsExactly(new Label("area", "x"), new Label("team", "b"));
  }

  @Test
  void leavesWhatAnAmendmentDoesNotName() {
    ArtifactState before = fold(recorded("m"));

    ArtifactState after = fold(recorded("m"), amended("m", "{}", List.of()));

    assertThat(after).usingRecursiveComparison().ignoringFields("changed").isEqualTo(before);
    assertThat(before.changed().revision()).isEqualTo(1);
    assertThat(after.changed().revision()).isEqualTo(2);
  }

  @Test
  void changesOwnersDescriptionAndProvenance() {
    ArtifactState state =
        fold(
            recorded("m"),
            new Fact.ArtifactAmended(
                id("m"), List.of(), List.of(), List.of(), "new", "{}", Provenance.ORIGIN, "why"));

    assertThat(state.owners()).isEmpty();
    assertThat(state.description()).isEqualTo("new");
    assertThat(state.provenance()).isEqualTo(Provenance.ORIGIN);
  }

  @Test
  void countsTheNewestCheckOfANameAndVersion() {
    ArtifactState state =
        fold(
            recorded("m"),
            check("m", "pii", 1, CheckOutcome.FAILED),
            check("m", "pii", 2, CheckOutcome.FAILED),
            check("m", "pii", 1, CheckOutcome.PASSED));

    assertThat(state.checks()).extracting(ArtifactState.Check::version).containsExactly(2, 1);
    assertThat(state.checks().getLast().outcome()).isEqualTo(CheckOutcome.PASSED);
    assertThat(state.checks().getLast().revision()).isEqualTo(4);
  }

  @Test
  void revokesACheckUntilItIsMadeAgain() {
    Fact.CheckRevoked revoked = new Fact.CheckRevoked(id("m"), "pii", 1, null);

    ArtifactState state = fold(recorded("m"), check("m", "pii", 1, CheckOutcome.PASSED), revoked);
    ArtifactState again =
        fold(
            recorded("m"),
            check("m", "pii", 1, CheckOutcome.PASSED),
            revoked,
            check("m", "pii", 1, CheckOutcome.FAILED));

    assertThat(state.checks().getFirst().revoked())
        .isEqualTo(new ArtifactState.Mark("", FactsOf.START.plusSeconds(3), "tester", 3));
    assertThat(again.checks().getFirst().revoked()).isNull();
  }

  @Test
  void isQuarantinedUntilReleased() {
    Fact quarantined = new Fact.ArtifactQuarantined(id("m"), "leak");

    ArtifactState state = fold(recorded("m"), quarantined);
    ArtifactState released =
        fold(recorded("m"), quarantined, new Fact.ArtifactReleased(id("m"), "clean"));

    assertThat(state.quarantine())
        .isEqualTo(new ArtifactState.Mark("leak", FactsOf.START.plusSeconds(2), "tester", 2));
    assertThat(released.quarantine()).isNull();
  }

  @Test
  void staysRetracted() {
    ArtifactState state =
        fold(
            recorded("m"),
            new Fact.ArtifactRetracted(id("m"), "never existed"),
            stage("m", Stage.ARCHIVED));

    assertThat(state.retraction()).isNotNull();
    assertThat(state.stage()).isEqualTo(Stage.ARCHIVED);
  }

  @Test
  void keepsRetractedEdges() {
    ArtifactState state =
        fold(
            recorded("m"),
            edge("TRAINED_ON", "m", "d"),
            edge("DERIVED_FROM", "m", "d"),
            retracted("TRAINED_ON", "m", "d"));

    EdgeId id = EdgeId.of("TRAINED_ON", id("m"), id("d"));
    EdgeState trained = Objects.requireNonNull(state.parents().get(id));
    assertThat(trained.retraction()).isNotNull();
    assertThat(trained.mutations()).hasSize(1);
    assertThat(state.parents().values())
        .extracting(EdgeState::type)
        .containsExactly("TRAINED_ON", "DERIVED_FROM");
  }

  @Test
  void livesAgainWhenAnEdgeIsRecordedAgain() {
    ArtifactState state =
        fold(
            recorded("m"),
            edge("TRAINED_ON", "m", "d", 0.1),
            edge("DERIVED_FROM", "m", "d"),
            retracted("TRAINED_ON", "m", "d"),
            edge("TRAINED_ON", "m", "d", 0.9));

    EdgeState last = List.copyOf(state.parents().values()).getLast();
    assertThat(last.type()).isEqualTo("TRAINED_ON");
    assertThat(last.weight()).isEqualTo(0.9);
    assertThat(last.revision()).isEqualTo(5);
    assertThat(last.retraction()).isNull();
  }

  @Test
  void keepsItsShapeWhenErased() {
    List<Occurrence> left =
        about("m", changes(recorded("m"), edge("TRAINED_ON", "m", "d"), stage("m", Stage.STAGING)))
            .stream()
            .map(Occurrence::erased)
            .toList();

    ArtifactState state = ArtifactState.fold(left).orElseThrow();

    assertThat(state.kind()).isEqualTo("MODEL");
    assertThat(state.stage()).isEqualTo(Stage.STAGING);
    assertThat(state.parents()).hasSize(1);
    assertThat(state.labels()).isEmpty();
    assertThat(state.recordedBy()).isEqualTo("(erased)");
    assertThat(state.names()).hasSize(1).noneMatch(name -> name.name().equals("m"));
  }
}
