package dev.pedigree.graph.recording;

import static dev.pedigree.graph.artifact.Stage.DRAFT;
import static dev.pedigree.graph.artifact.Stage.PRODUCTION;
import static dev.pedigree.graph.artifact.Stage.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.PolicyViolation;
import dev.pedigree.graph.journal.SteppingClock;
import dev.pedigree.graph.recording.PolicyRequest.Publish;
import dev.pedigree.graph.recording.PolicyRequest.Retire;
import dev.pedigree.graph.recording.PolicyRequest.Waive;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of policies and of promotions under them. */
class PolicyRequestJudgeTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final String NEVER =
      """
      name: never
      version: 2
      description: Nothing may.
      stages: [STAGING]
      rules:
        - require: "false"
          message: never
      """;

  private final SteppingClock clock = new SteppingClock(NOW);
  private final Ledger ledger = new Ledger(clock);

  @BeforeEach
  void publishAPolicyThatNothingMeets() {
    ledger.record(Given.model("m"));
    assertThat(ledger.change(new Publish(null, NEVER))).isInstanceOf(RecordAnswer.Recorded.class);
  }

  @ParameterizedTest
  @CsvSource({
    "never, m, '', x, 1, INVALID_VALUE input.reason",
    "never, m, ' \t ', x, 1, INVALID_VALUE input.reason",
    "never, m, legacy, x, 0, INVALID_VALUE input.until",
    "never, m, legacy, x, -1, INVALID_VALUE input.until",
    "absent, m, legacy, x, 1, NOT_FOUND input.policy",
    "'', m, legacy, x, 1, NOT_FOUND input.policy",
    "never, absent, legacy, x, 1, NOT_FOUND input.artifact",
    "never, m, legacy, '', 1, INVALID_VALUE input.requestId"
  })
  void refusesAWaiverThatMeansNothing(
      String policy, String content, String reason, String requestId, int seconds, String refusal) {
    Waive waive = new Waive(requestId, policy, id(content), reason, NOW.plusSeconds(seconds));

    assertThat(refusals(waive)).containsExactly(refusal);
    assertThat(verdict().allowed()).isFalse();
  }

  @Test
  void tellsAllThatIsWrongWithAWaiver() {
    Waive waive = new Waive("", "absent", "m", " ", Instant.EPOCH);

    assertThat(refusals(waive))
        .containsExactly(
            "INVALID_VALUE input.requestId",
            "INVALID_VALUE input.reason",
            "NOT_FOUND input.policy",
            "INVALID_VALUE input.until",
            "INVALID_DIGEST input.artifact");
  }

  @Test
  void refusesReasonsThatAreTooLong() {
    String reason = "x".repeat(8_193);

    assertThat(refusals(new Waive(null, "never", id("m"), reason, NOW.plusSeconds(1))))
        .containsExactly("INVALID_VALUE input.reason");
    assertThat(refusals(new Retire(null, "never", reason)))
        .containsExactly("INVALID_VALUE input.reason");
  }

  @Test
  void hidesFromAWaiverWhatItsCallerMayNotRead() {
    Caller stranger = Callers.in("stranger", "elsewhere");

    RecordAnswer answer =
        ledger.change(new Waive(null, "never", id("m"), "x", NOW.plusSeconds(1)), stranger);

    assertThat(((RecordAnswer.Refused) answer).refusals())
        .extracting(Refusal::code)
        .containsExactly(ErrorCode.NOT_FOUND);
  }

  @ParameterizedTest
  @CsvSource({
    "never, ' ', INVALID_VALUE input.reason",
    "absent, done, NOT_FOUND input.name",
    "NEVER, done, NOT_FOUND input.name",
    "'', done, NOT_FOUND input.name"
  })
  void refusesToRetireWhatIsNotThereOrWithoutAReason(String policy, String reason, String refusal) {
    assertThat(refusals(new Retire(null, policy, reason))).containsExactly(refusal);
    assertThat(verdict().allowed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no policy", "a: &a [*a]", "name: never", "\u0000"})
  void keepsThePolicyWhenTheNextIsRefused(String source) {
    assertThat(refusals(new Publish(null, source)))
        .isNotEmpty()
        .allMatch(refusal -> refusal.equals("INVALID_VALUE input.source"));
    assertThat(verdict().allowed()).isFalse();
  }

  @Test
  void keepsTheVersionOfARetiredPolicyTaken() {
    ledger.change(new Retire(null, "never", "done"));

    assertThat(refusals(new Publish(null, NEVER.replace("version: 2", "version: 1"))))
        .containsExactly("INVALID_VALUE input.source");
    assertThat(
            refusals(
                new Publish(
                    null, NEVER.replace("never", "always").replace("name: always", "name: never"))))
        .containsExactly("INVALID_VALUE input.source");
    assertThat(ledger.change(new Publish(null, NEVER))).isInstanceOf(RecordAnswer.Recorded.class);
    assertThat(verdict().allowed()).isFalse();
  }

  @Test
  void judgesNothingThatMayNotMoveAnyway() {
    long before = ledger.revision();

    RecordAnswer skips = ledger.promote(Given.promote("m", PRODUCTION));
    RecordAnswer absent = ledger.promote(Given.promote("absent", STAGING));
    RecordAnswer stays = ledger.promote(Given.promote("m", DRAFT));

    assertThat(List.of(skips, absent)).hasOnlyElementsOfType(RecordAnswer.Refused.class);
    assertThat(((RecordAnswer.Recorded) stays).changed()).isFalse();
    assertThat(ledger.revision()).isEqualTo(before);

    ledger.append(new Fact.ArtifactQuarantined(Given.id("m"), "poisoned"));
    assertThat(ledger.promote(Given.promote("m", STAGING)))
        .isInstanceOf(RecordAnswer.Refused.class);
    ledger.append(new Fact.ArtifactRetracted(Given.id("m"), "wrong"));
    assertThat(ledger.promote(Given.promote("m", STAGING)))
        .isInstanceOf(RecordAnswer.Refused.class);
    assertThat(ledger.state("m").verdicts()).isEmpty();
  }

  @Test
  void countsAViolationAgainOnceItsWaiverHasEnded() {
    ledger.change(new Waive(null, "never", id("m"), "legacy", NOW.plusSeconds(60)));

    clock.advance(Duration.ofSeconds(59));
    Fact.PromotionJudged waived = verdict();
    clock.advance(Duration.ofSeconds(1));
    Fact.PromotionJudged ended = verdict();

    assertThat(waived.allowed()).isTrue();
    assertThat(waived.violations()).extracting(PolicyViolation::waived).containsExactly(true);
    assertThat(ended.allowed()).isFalse();
    assertThat(ended.violations()).extracting(PolicyViolation::waived).containsExactly(false);
  }

  @Test
  void endsAWaiverEarlyByAnother() {
    ledger.change(new Waive(null, "never", id("m"), "for long", NOW.plusSeconds(600)));
    ledger.change(new Waive(null, "never", id("m"), "no longer", NOW.plusSeconds(1)));

    clock.advance(Duration.ofSeconds(1));

    assertThat(verdict().allowed()).isFalse();
  }

  private Fact.PromotionJudged verdict() {
    ledger.append(new Fact.StageChanged(Given.id("m"), DRAFT, null));
    ledger.promote(Given.promote("m", STAGING));
    return (Fact.PromotionJudged) ledger.newest().getLast();
  }

  private List<String> refusals(PolicyRequest request) {
    RecordAnswer answer = ledger.change(request);
    assertThat(answer).isInstanceOf(RecordAnswer.Refused.class);
    return ((RecordAnswer.Refused) answer)
        .refusals().stream().map(refusal -> refusal.code() + " " + refusal.path()).toList();
  }

  private static String id(String content) {
    return Given.id(content).toString();
  }
}
