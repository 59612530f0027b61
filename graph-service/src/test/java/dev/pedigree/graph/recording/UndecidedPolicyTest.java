package dev.pedigree.graph.recording;

import static dev.pedigree.graph.artifact.Stage.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.PolicyViolation;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be decided speaks against the artifact. */
class UndecidedPolicyTest {
  private final Ledger ledger = new Ledger();

  @BeforeEach
  void recordAModelOfACorpusWithManyLabels() {
    Given corpus = Given.corpus("c");
    for (int i = 0; i < 120; i++) {
      corpus.label("label" + i, "x");
    }
    ledger.record(corpus, Given.model("m").parent("TRAINED_ON", "c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 / ancestor.owners.size() == 1",
        "1 % ancestor.owners.size() == 1",
        "9223372036854775807 + ancestor.labels.size() > 0",
        "ancestor.attributes.license == 'mit'",
        "ancestor.attributes.personalData",
        "ancestor.version == '1'",
        "ancestor.age < duration('1h')",
        "ancestor.labels['absent'] == 'x'",
        "ancestor.checks['absent'].passed",
        "ancestor.owners[0] == 'ada'",
        "int(ancestor.name) == 1",
        "duration(ancestor.name) < duration('1h')",
        "timestamp(ancestor.name) < timestamp('2026-01-01T00:00:00Z')",
        "ancestor.name.matches('(')",
        "ancestor.labels.all(a, ancestor.labels.all(b, a + b != 'x'))"
      })
  void blocksWhatItCannotDecideWhetherRequiredOrForbidden(String expression) {
    publish("required", "ancestors: {}", "require", expression);
    publish("forbidden", "ancestors: {}", "forbid", expression);

    Fact.PromotionJudged verdict = verdict("m");

    assertThat(verdict.allowed()).isFalse();
    assertThat(verdict.violations())
        .extracting(PolicyViolation::policy)
        .containsExactly("required", "forbidden");
    assertThat(verdict.violations())
        .allSatisfy(
            violation -> {
              assertThat(violation.offender()).isEqualTo(Given.id("c"));
              assertThat(violation.message()).startsWith("wrong (not decided: ");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "has(ancestor.attributes.license) && ancestor.attributes.license == 'gpl'",
        "has(ancestor.version) && ancestor.version == '1'",
        "has(ancestor.age) && ancestor.age > duration('1h')",
        "'reviewed' in ancestor.labels && ancestor.labels['reviewed'] == 'no'",
        "'absent' in ancestor.checks && !ancestor.checks['absent'].passed",
        "ancestor.owners.size() > 0 && ancestor.owners[0] == 'eve'",
        "ancestor.owners.size() > 0 && 1 / ancestor.owners.size() == 1",
        "ancestor.passed('absent', 1)"
      })
  void decidesWhatIsAskedForFirst(String expression) {
    publish("guarded", "ancestors: {}", "forbid", expression);

    assertThat(verdict("m").violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "evidence: {kinds: [EVAL_RUN]} | require",
        "evidence: {kinds: [EVAL_RUN]} | forbid",
        "evidence: {parents: {kinds: [EVAL_SUITE]}} | require",
        "evidence: {parents: {kinds: [EVAL_SUITE]}} | forbid",
        "path: TRAINED_ON | require",
        "path: TRAINED_ON | forbid"
      })
  void takesWhatItCannotDecideForNoEvidenceAndForAnyFault(String about, String condition) {
    ledger.record(
        Given.of("EVAL_SUITE", "suite"),
        Given.of("EVAL_RUN", "run").parent("EVALUATES", "m").parent("EVALUATED_AGAINST", "suite"));

    publish("p", about, condition, "subject.attributes.license == 'mit'");

    assertThat(verdict("m").allowed()).isFalse();
    assertThat(verdict("m").violations()).extracting(PolicyViolation::message).contains("wrong");
  }

  @Test
  void meansAlsoWhatItCannotTellToBeLeftOut() {
    publish(
        "p",
        "ancestors: {where: ancestor.attributes.personalData}",
        "require",
        "ancestor.hashed && false");

    assertThat(verdict("m").violations())
        .extracting(PolicyViolation::offender)
        .containsExactly(Given.id("c"));
  }

  @Test
  void appliesWhereItCannotTellWhether() {
    ledger.change(
        new PolicyRequest.Publish(
            null,
            """
            name: p
            version: 1
            description: x
            stages: [STAGING]
            subject: subject.attributes.license == 'mit'
            rules: [require: 'true']
            """));

    assertThat(verdict("m").allowed()).isFalse();
    assertThat(verdict("m").violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.offender()).isNull();
              assertThat(violation.message()).startsWith("whether it applies (not decided: ");
            });
  }

  @ParameterizedTest
  @CsvSource({"0.9, true", "1, true", "0, false", "0.5, false"})
  void readsNumbersInsideOfJson(double accuracy, boolean passes) {
    ledger.record(
        Given.of("EVAL_RUN", "run")
            .attribute("scores", Map.of("accuracy", accuracy, "tasks", List.of(1, 2.5)))
            .attribute("samples", 7)
            .attribute("score", 1)
            .parent("EVALUATES", "m"));

    publish(
        "p",
        "evidence: {kinds: [EVAL_RUN]}",
        "require",
        "evidence.attributes.scores.accuracy >= 0.8 && evidence.attributes.scores.tasks[0] <= 1"
            + " && evidence.attributes.samples % 2 == 1 && evidence.attributes.score > 0.5");

    assertThat(verdict("m").allowed()).isEqualTo(passes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "has(subject.attributes.scores)",
        "evidence.attributes.scores.none > 0.5",
        "evidence.attributes.scores.some[0] > 0.5",
        "evidence.attributes.scores.text > 0.5",
        "evidence.attributes.scores > 0.5",
        "evidence.attributes.scores.text.accuracy > 0.5"
      })
  void takesJsonOfAnotherShapeForNoEvidence(String expression) {
    Map<String, @Nullable Object> scores = new HashMap<>(Map.of("text", "high"));
    scores.put("none", null);
    scores.put("some", Collections.singletonList(null));
    ledger.record(Given.of("EVAL_RUN", "run").attribute("scores", scores).parent("EVALUATES", "m"));

    publish("p", "evidence: {kinds: [EVAL_RUN]}", "require", expression);

    assertThat(verdict("m").allowed()).isFalse();
  }

  private void publish(String name, String about, String condition, String expression) {
    RecordAnswer answer =
        ledger.change(
            new PolicyRequest.Publish(
                null,
                """
                name: %s
                version: 1
                description: x
                stages: [STAGING]
                rules:
                  - %s
                    %s: "%s"
                    message: wrong
                """
                    .formatted(name, about, condition, expression)));
    assertThat(answer).isInstanceOf(RecordAnswer.Recorded.class);
  }

  private Fact.PromotionJudged verdict(String content) {
    ledger.append(new Fact.StageChanged(Given.id(content), Stage.DRAFT, null));
    ledger.promote(Given.promote(content, STAGING));
    return (Fact.PromotionJudged) ledger.newest().getLast();
  }
}
