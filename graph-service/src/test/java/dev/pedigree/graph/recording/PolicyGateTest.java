package dev.pedigree.graph.recording;

import static dev.pedigree.graph.artifact.Stage.PRODUCTION;
import static dev.pedigree.graph.artifact.Stage.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.caller.Scope;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.PolicyViolation;
import dev.pedigree.graph.recording.PolicyRequest.Publish;
import dev.pedigree.graph.recording.PolicyRequest.Retire;
import dev.pedigree.graph.recording.PolicyRequest.Waive;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Policies are facts, and decide promotions. */
class PolicyGateTest {
  private static final String FILTERED =
      """
      name: pii-filter
      version: 1
      description: Only filtered data.
      stages: [STAGING, PRODUCTION]
      subject: subject.kind == 'MODEL'
      rules:
        - ancestors: {kinds: [CORPUS]}
          require: ancestor.passed('pii-filter', 3)
          message: has not passed pii-filter 3
      """;

  private final Ledger ledger = new Ledger();

  @BeforeEach
  void recordAModelOfTwoCorpora() {
    ledger.record(
        Given.corpus("clean"),
        Given.corpus("raw"),
        Given.model("base").parent("TRAINED_ON", "clean").parent("TRAINED_ON", "raw"),
        Given.model("m").parent("FINE_TUNED_FROM", "base"));
    ledger.record(Given.check("clean", "pii-filter", 3, CheckOutcome.PASSED));
  }

  @Test
  void blocksWhatDescendsFromUnfilteredDataAndRecordsWhy() {
    publish(FILTERED);

    assertThat(promoted("m", STAGING)).isFalse();

    Fact.PromotionJudged verdict = (Fact.PromotionJudged) ledger.newest().getLast();
    assertThat(ledger.newest()).hasSize(1);
    assertThat(verdict.violations())
        .containsExactly(
            new PolicyViolation(
                "pii-filter", 1, Given.id("raw"), "has not passed pii-filter 3", false));
    assertThat(verdict.violationCount()).isOne();
    assertThat(ledger.state("m").stage()).isEqualTo(Stage.DRAFT);
    assertThat(ledger.state("m").verdicts()).hasSize(1);
  }

  @Test
  void allowsItOnceTheCheckPassedAndNotWhenItIsRevoked() {
    publish(FILTERED);
    ledger.record(Given.check("raw", "pii-filter", 2, CheckOutcome.PASSED));
    assertThat(promoted("m", STAGING)).isFalse();
    ledger.record(Given.check("raw", "pii-filter", 3, CheckOutcome.PASSED));

    assertThat(promoted("m", STAGING)).isTrue();
    assertThat(((Fact.PromotionJudged) ledger.newest().getLast()).allowed()).isTrue();

    ledger.record(Given.check("raw", "pii-filter", 4, CheckOutcome.FAILED));
    assertThat(promoted("m", PRODUCTION)).isFalse();
  }

  @Test
  void leavesAloneWhatAPolicyIsNotAboutAndWhatItOnlyWarnsOf() {
    publish(FILTERED.replace("'MODEL'", "'PROMPT'"));
    assertThat(promoted("m", STAGING)).isTrue();

    publish(FILTERED.replace("version: 1", "version: 2\nseverity: WARN"));
    assertThat(promoted("m", PRODUCTION)).isTrue();
    assertThat(((Fact.PromotionJudged) ledger.newest().getLast()).violationCount()).isOne();
  }

  @Test
  void overlooksWhatIsWaivedUntilThen() {
    publish(FILTERED);
    Instant later = Instant.now().plusSeconds(3600);

    assertThat(changed(new Waive(null, "pii-filter", id("raw"), "legacy", later))).isTrue();

    assertThat(promoted("m", STAGING)).isTrue();
    assertThat(((Fact.PromotionJudged) ledger.newest().getLast()).violations())
        .extracting(PolicyViolation::waived)
        .containsExactly(true);
  }

  @Test
  void asksOnlyWhatIsInForce() {
    publish(FILTERED);
    assertThat(changed(new Retire(null, "pii-filter", "replaced"))).isTrue();
    assertThat(changed(new Retire(null, "pii-filter", "replaced"))).isFalse();
    assertThat(promoted("m", STAGING)).isTrue();

    publish(FILTERED.replace("version: 1", "version: 2"));
    assertThat(promoted("m", PRODUCTION)).isFalse();
  }

  @Test
  void publishesEachVersionOnceAndNoneThatIsOlder() {
    publish(FILTERED.replace("version: 1", "version: 2"));

    assertThat(changed(new Publish(null, FILTERED.replace("version: 1", "version: 2")))).isFalse();
    assertThat(refusal(new Publish(null, FILTERED)).message())
        .isEqualTo(
            "input.source: version 1 of pii-filter (expected: 2 or more, as that is published)");
    assertThat(
            refusal(new Publish(null, FILTERED.replace("version: 1", "version: 2") + "# other\n"))
                .message())
        .contains("says something else");
  }

  @Test
  void refusesWhatIsWrongWithTheLineAndTheReason() {
    assertThat(
            refusal(new Publish(null, FILTERED.replace("ancestor.passed", "ancestor.past")))
                .message())
        .startsWith("input.source: 8:14: require: undeclared reference to 'past'");
    assertThat(refusal(new Publish(null, FILTERED.replace("version: 1", "version: x"))).message())
        .isEqualTo("input.source: 2:10: version: x (expected: an integer)");
    assertThat(refusal(new Retire(null, "absent", "x")).code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(
            refusal(new Waive(null, "absent", id("raw"), "x", Instant.now().plusSeconds(9))).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
    publish(FILTERED);
    assertThat(refusal(new Waive(null, "pii-filter", id("raw"), "x", Instant.EPOCH)).path())
        .isEqualTo("input.until");
    assertThat(
            refusal(new Waive(null, "pii-filter", id("raw"), " ", Instant.now().plusSeconds(9)))
                .path())
        .isEqualTo("input.reason");
  }

  @Test
  void refusesWhoMayNotChangePolicies() {
    Caller writer = Callers.with("writer", Scope.READ, Scope.RECORD);

    RecordAnswer answer = ledger.change(new Publish(null, FILTERED), writer);

    assertThat(((RecordAnswer.Refused) answer).refusals())
        .extracting(Refusal::code)
        .containsExactly(ErrorCode.FORBIDDEN);
  }

  @Test
  void countsWhatCannotBeDecidedAsViolated() {
    publish(
        FILTERED.replace("ancestor.passed('pii-filter', 3)", "1 / (ancestor.owners.size()) == 1"));

    assertThat(promoted("m", STAGING)).isFalse();
    assertThat(((Fact.PromotionJudged) ledger.newest().getLast()).violations().getFirst().message())
        .contains("not decided");
  }

  @Test
  void readsWhatTheTopologyDoesNotHold() {
    ledger.record(Given.model("open").attribute("license", "mit"));
    ledger.record(Given.model("tuned").parent("FINE_TUNED_FROM", "open"));
    publish(
        """
        name: licence
        version: 1
        description: x
        stages: [STAGING]
        rules:
          - ancestors: {inherits: [WEIGHTS]}
            require: ancestor.attributes.license == 'mit'
        """);

    assertThat(promoted("tuned", STAGING)).isTrue();
    assertThat(promoted("m", STAGING)).isFalse();
    assertThat(((Fact.PromotionJudged) ledger.newest().getLast()).violations())
        .extracting(PolicyViolation::offender)
        .containsExactly(Given.id("base"));
  }

  @Test
  void letsNothingArriveThatItWouldNotPromote() {
    publish(FILTERED);

    assertThat(ledger.refusals(Given.firstStage("m", PRODUCTION)))
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.POLICY_VIOLATED);
              assertThat(refusal.path()).isEqualTo("stage.stage");
              assertThat(refusal.message())
                  .isEqualTo(
                      "stage.stage: PRODUCTION: pii-filter 1: %s has not passed pii-filter 3 (1 violations in all)"
                          .formatted(Given.id("raw")));
            });
    assertThat(ledger.state("m").stage()).isEqualTo(Stage.DRAFT);

    ledger.record(Given.check("raw", "pii-filter", 3, CheckOutcome.PASSED));
    ledger.record(Given.firstStage("m", PRODUCTION));
    assertThat(ledger.state("m").stage()).isEqualTo(PRODUCTION);
    assertThat(ledger.state("m").verdicts()).hasSize(1);
  }

  @Test
  void preventsNoStepBack() {
    ledger.record(Given.firstStage("m", PRODUCTION));
    publish(FILTERED);

    assertThat(promoted("m", STAGING)).isTrue();
    assertThat(promoted("m", PRODUCTION)).isFalse();
    assertThat(promoted("m", Stage.ARCHIVED)).isTrue();
  }

  @Test
  void forgetsAPolicyThatWasTakenBack() {
    ledger.record(Given.model("other"));
    assertThat(refusal(new Publish("", FILTERED)).path()).isEqualTo("input.requestId");

    assertThat(promoted("m", STAGING)).isTrue();
  }

  private void publish(String source) {
    assertThat(changed(new Publish(null, source))).isTrue();
  }

  private boolean changed(PolicyRequest request) {
    RecordAnswer answer = ledger.change(request);
    assertThat(answer).isInstanceOf(RecordAnswer.Recorded.class);
    return ((RecordAnswer.Recorded) answer).changed();
  }

  private Refusal refusal(PolicyRequest request) {
    return ((RecordAnswer.Refused) ledger.change(request)).refusals().getFirst();
  }

  private boolean promoted(String content, Stage stage) {
    RecordAnswer answer = ledger.promote(Given.promote(content, stage));
    assertThat(answer).isInstanceOf(RecordAnswer.Recorded.class);
    return ledger.state(content).stage() == stage;
  }

  private static String id(String content) {
    return Given.id(content).toString();
  }
}
