package dev.pedigree.graph.recording;

import static dev.pedigree.graph.artifact.Stage.ARCHIVED;
import static dev.pedigree.graph.artifact.Stage.DRAFT;
import static dev.pedigree.graph.artifact.Stage.PRODUCTION;
import static dev.pedigree.graph.artifact.Stage.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.caller.Scope;
import dev.pedigree.graph.journal.Fact;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PromoteJudgeTest {
  private final Ledger ledger = new Ledger();

  @ParameterizedTest
  @CsvSource({
    "DRAFT, STAGING ARCHIVED",
    "STAGING, DRAFT PRODUCTION ARCHIVED",
    "PRODUCTION, DRAFT STAGING ARCHIVED",
    "ARCHIVED, DRAFT"
  })
  void movesUpByOneStepDownByAnyAndBackFromTheArchiveToTheBeginning(Stage from, String allowed) {
    ledger.record(Given.model("m"));
    ledger.record(Given.firstStage("m", from));

    Set<String> reached =
        EnumSet.allOf(Stage.class).stream()
            .filter(to -> to != from && moves(from, to))
            .map(Stage::name)
            .collect(Collectors.toSet());

    assertThat(reached).containsExactlyInAnyOrder(allowed.split(" "));
  }

  /** Whether it moves; if it does, it is put back. */
  private boolean moves(Stage from, Stage to) {
    boolean moved = ledger.promote(Given.promote("m", to)) instanceof RecordAnswer.Recorded;
    if (moved) {
      assertThat(ledger.state("m").stage()).isEqualTo(to);
      ledger.append(new Fact.StageChanged(Given.id("m"), from, null));
    }
    return moved;
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void changesNothingWhereItIsAlready(Stage stage) {
    ledger.record(Given.model("m"));
    ledger.record(Given.firstStage("m", stage));
    long before = ledger.revision();

    RecordAnswer.Recorded answer =
        (RecordAnswer.Recorded) ledger.promote(Given.promote("m", stage));

    assertThat(answer.changed()).isFalse();
    assertThat(answer.revision()).isEqualTo(before);
    assertThat(ledger.revision()).isEqualTo(before);
  }

  @Test
  void saysWhichMovesAreLeft() {
    ledger.record(Given.model("m"));

    assertThat(refusal(Given.promote("m", PRODUCTION)))
        .isEqualTo(
            new Refusal(
                ErrorCode.INVALID_VALUE,
                "input.stage: PRODUCTION (expected: one of [STAGING, ARCHIVED], as the artifact is in"
                    + " DRAFT)",
                "input.stage"));
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThat(refusal(Given.promote("m", STAGING)).code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refusal(new PromoteRequest(null, "m", STAGING, null, null)).code())
        .isEqualTo(ErrorCode.INVALID_DIGEST);
  }

  @Test
  void refusesWhoMayWriteButNotPromote() {
    ledger.record(Given.model("m"));
    Caller writer = Callers.with("writer", Scope.READ, Scope.RECORD);

    RecordAnswer answer = ledger.promote(Given.promote("m", STAGING), writer);

    assertThat(((RecordAnswer.Refused) answer).refusals())
        .extracting(Refusal::code)
        .containsExactly(ErrorCode.FORBIDDEN);
    assertThat(ledger.refusals(Given.firstStage("m", STAGING), writer))
        .extracting(Refusal::message)
        .containsExactly("writer may not promote in any namespace of this artifact");
  }

  @Test
  void leavesWhatIsRetractedOrQuarantinedWhereItIs() {
    ledger.record(Given.model("retracted"), Given.model("quarantined"), Given.model("released"));
    ledger.append(new Fact.ArtifactRetracted(Given.id("retracted"), "wrong"));
    ledger.append(new Fact.ArtifactQuarantined(Given.id("quarantined"), "poisoned"));
    ledger.append(new Fact.ArtifactQuarantined(Given.id("released"), "poisoned"));
    ledger.append(new Fact.ArtifactReleased(Given.id("released"), "it was not"));

    assertThat(refusal(Given.promote("retracted", STAGING)).code()).isEqualTo(ErrorCode.RETRACTED);
    assertThat(refusal(Given.promote("quarantined", STAGING)).code())
        .isEqualTo(ErrorCode.QUARANTINED);
    assertThat(ledger.promote(Given.promote("released", STAGING)))
        .isInstanceOf(RecordAnswer.Recorded.class);
  }

  @Test
  void seesWhatChangedInTheArtifactAndAnythingUpstream() {
    ledger.record(
        Given.corpus("c"),
        Given.model("base").parent("TRAINED_ON", "c"),
        Given.model("m").parent("FINE_TUNED_FROM", "base"),
        Given.model("stranger"));
    ledger.record(Given.of("DEPLOYMENT", "d").parent("SERVES", "m"));
    long seen = ledger.revision();
    ledger.record(Given.firstStage("stranger", STAGING));
    ledger.record(Given.firstStage("d", STAGING));
    assertThat(ledger.promote(expecting(seen))).isInstanceOf(RecordAnswer.Recorded.class);

    assertStale(seen, "m");

    ledger.append(new Fact.ArtifactQuarantined(Given.id("c"), "poisoned"));
    assertStale(ledger.revision() - 1, "c");
  }

  @Test
  void seesThatAnAncestorWasRetractedOrAdded() {
    ledger.record(
        Given.corpus("c"), Given.model("m").parent("TRAINED_ON", "c"), Given.corpus("other"));
    ledger.append(new Fact.ArtifactRetracted(Given.id("c"), "wrong"));
    assertStale(1, "c");

    long seen = ledger.revision();
    ledger.record(Given.edge("TRAINED_ON", "m", "other", null));
    assertStale(seen, "m");
  }

  @Test
  void refusesToExpectWhatIsNotThereYet() {
    long recorded = ledger.record(Given.model("m")).revision();

    assertThat(refusal(expecting(recorded + 1)).message())
        .isEqualTo("input.expectedRevision: 2 (expected: at most 1)");
    assertThat(refusal(expecting(recorded + 1)).code()).isEqualTo(ErrorCode.REVISION_NOT_REACHED);
    assertThat(ledger.promote(expecting(recorded))).isInstanceOf(RecordAnswer.Recorded.class);
  }

  @Test
  void takesTheStageThatAnArtifactComesWithOnceOnly() {
    ledger.record(Given.model("m"));

    RecordAnswer.Recorded first = ledger.record(Given.firstStage("m", PRODUCTION));
    RecordAnswer.Recorded again = ledger.record(Given.firstStage("m", PRODUCTION));
    ledger.promote(Given.promote("m", DRAFT));
    RecordAnswer.Recorded late = ledger.record(Given.firstStage("m", PRODUCTION));

    assertThat(first.changed()).isTrue();
    assertThat(again.changed()).isFalse();
    assertThat(again.warnings()).isEmpty();
    assertThat(late.changed()).isFalse();
    assertThat(late.warnings()).extracting("code").containsExactly("STAGE_KEPT");
    assertThat(ledger.state("m").stage()).isEqualTo(DRAFT);
  }

  @Test
  void refusesTheStageThatWhatIsAbsentOrQuarantinedComesWith() {
    ledger.record(Given.model("m"));
    ledger.append(new Fact.ArtifactQuarantined(Given.id("m"), "poisoned"));

    assertThat(ledger.refuse(Given.firstStage("m", ARCHIVED)))
        .containsExactly("QUARANTINED stage.artifact");
    assertThat(ledger.refuse(Given.firstStage("absent", ARCHIVED)))
        .containsExactly("NOT_FOUND stage.artifact");
  }

  private void assertStale(long expected, String changed) {
    Refusal refusal = refusal(expecting(expected));
    assertThat(refusal.code()).isEqualTo(ErrorCode.STALE);
    assertThat(refusal.message())
        .isEqualTo(
            "input.expectedRevision: %d (expected: %d or more, when %s changed)"
                .formatted(expected, ledger.revision(), Given.id(changed)));
    assertThat(refusal.path()).isEqualTo("input.expectedRevision");
  }

  private static PromoteRequest expecting(@Nullable Long revision) {
    return new PromoteRequest(null, Given.id("m").toString(), STAGING, revision, null);
  }

  private Refusal refusal(PromoteRequest request) {
    RecordAnswer answer = ledger.promote(request);
    assertThat(answer).isInstanceOf(RecordAnswer.Refused.class);
    return ((RecordAnswer.Refused) answer).refusals().getFirst();
  }
}
