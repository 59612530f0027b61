package dev.pedigree.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@WithGateway
class PromoteFetcherTest {
  private final Gateway gateway;
  private final Sample sample;

  PromoteFetcherTest(Gateway gateway, Sample sample) {
    this.gateway = gateway;
    this.sample = sample;
    sample.record(
        sample.artifact("corpus", "corpus", List.of()),
        sample.artifact("model", "m", List.of(sample.parent("TRAINED_ON", "corpus"))));
  }

  @Test
  void showsWhatWasDecidedAndTheArtifactAtItsStage() {
    Answer answer = promote(Map.of("artifact", sample.id("m"), "stage", "STAGING"), "ada");

    assertThat(answer.text("/promote/__typename")).isEqualTo("Promoted");
    assertThat(answer.data("/promote/changed").asBoolean()).isTrue();
    assertThat(answer.data("/promote/revision").asLong()).isEqualTo(answer.revision());
    assertThat(answer.text("/promote/artifact/stage")).isEqualTo("STAGING");
    assertThat(answer.text("/promote/verdict/artifact/id")).isEqualTo(sample.id("m"));
    assertThat(answer.text("/promote/verdict/stage")).isEqualTo("STAGING");
    assertThat(answer.data("/promote/verdict/allowed").asBoolean()).isTrue();
    assertThat(answer.data("/promote/verdict/revision"))
        .isEqualTo(answer.data("/promote/revision"));
    assertThat(Instant.parse(answer.text("/promote/verdict/at"))).isBefore(Instant.now());
    assertThat(answer.text("/promote/verdict/by")).isEqualTo("ada");
  }

  @Test
  void isFoundByStageAndToldInTheHistory() {
    promote(Map.of("artifact", sample.id("m"), "stage", "STAGING", "reason", "it is good"), null)
        .data("/promote");

    Answer answer =
        gateway.ask(
            """
            query ($corpus: ID!, $model: ID!) {
              upstream: artifact(id: $corpus) {
                descendants(filter: {where: {stages: [STAGING]}}) { nodes { id } groups(by: STAGE) { key count } }
              }
              model: artifact(id: $model) { history { edges { node { facts { type summary payload } } } } }
            }
            """,
            Map.of("corpus", sample.id("corpus"), "model", sample.id("m")));

    assertThat(answer.texts("/upstream/descendants/nodes", "/id")).containsExactly(sample.id("m"));
    assertThat(answer.text("/upstream/descendants/groups/0/key")).isEqualTo("STAGING");
    assertThat(answer.text("/model/history/edges/1/node/facts/0/type")).isEqualTo("StageChanged");
    assertThat(answer.text("/model/history/edges/1/node/facts/0/summary"))
        .endsWith("is now STAGING: it is good");
  }

  @Test
  void changesNothingWhereItIsAlready() {
    Answer again = promote(Map.of("artifact", sample.id("m"), "stage", "DRAFT"), null);

    assertThat(again.data("/promote/changed").asBoolean()).isFalse();
    assertThat(again.text("/promote/verdict/stage")).isEqualTo("DRAFT");
    assertThat(history()).isEqualTo(1);
  }

  @Test
  void answersARepeatedRequestAsTheFirstTime() {
    Map<String, Object> input =
        Map.of("requestId", sample.id("r"), "artifact", sample.id("m"), "stage", "STAGING");
    Answer first = promote(input, null);
    move("PRODUCTION");

    Answer again = promote(input, null);
    Answer other =
        promote(
            Map.of("requestId", sample.id("r"), "artifact", sample.id("m"), "stage", "DRAFT"),
            null);

    assertThat(again.data("/promote")).isEqualTo(first.data("/promote"));
    assertThat(history()).isEqualTo(3);
    assertThat(other.codes()).containsExactly("REQUEST_ID_REUSED");
  }

  @Test
  void saysWhichMovesAreLeft() {
    Answer skipping = promote(Map.of("artifact", sample.id("m"), "stage", "PRODUCTION"), null);
    move("ARCHIVED");
    Answer back = promote(Map.of("artifact", sample.id("m"), "stage", "STAGING"), null);

    assertThat(skipping.codes()).containsExactly("INVALID_VALUE");
    assertThat(skipping.paths()).containsExactly("input.stage");
    assertThat(skipping.error().get("message").asString())
        .isEqualTo(
            "input.stage: PRODUCTION (expected: one of [STAGING, ARCHIVED], as the artifact is in"
                + " DRAFT)");
    assertThat(back.error().get("message").asString())
        .isEqualTo(
            "input.stage: STAGING (expected: one of [DRAFT], as the artifact is in ARCHIVED)");
  }

  @Test
  void refusesWhatIsNotThere() {
    Answer absent = promote(Map.of("artifact", sample.id("absent"), "stage", "STAGING"), null);
    Answer nonsense = promote(Map.of("artifact", "m", "stage", "STAGING"), null);
    Answer nowhere = promote(Map.of("artifact", sample.id("m"), "stage", "LIMBO"), null);

    assertThat(absent.codes()).containsExactly("NOT_FOUND");
    assertThat(absent.error().get("message").asString())
        .isEqualTo("no artifact " + sample.id("absent") + " (expected: one that is recorded)");
    assertThat(nonsense.codes()).containsExactly("INVALID_DIGEST");
    assertThat(nowhere.codes()).containsExactly("INVALID_VALUE");
  }

  @Test
  void refusesADecisionThatRestsOnWhatChangedSince() {
    long seen = gateway.ask("{ head { revision } }").data("/head/revision").asLong();
    gateway
        .ask(
            "mutation ($id: ID!) { amend(input: {artifact: $id, description: \"poisoned\"}) { revision } }",
            Map.of("id", sample.id("corpus")))
        .data("/amend");
    long changed = gateway.ask("{ head { revision } }").data("/head/revision").asLong();

    Answer stale = expecting(seen);
    Answer unwritten = expecting(changed + 1_000_000);
    Answer informed = expecting(changed);

    assertThat(stale.codes()).containsExactly("STALE");
    assertThat(stale.paths()).containsExactly("input.expectedRevision");
    assertThat(stale.error().get("message").asString())
        .matches(
            "input.expectedRevision: \\d+ \\(expected: \\d+ or more, when %s changed\\)"
                .formatted(sample.id("corpus")));
    assertThat(stale.error().at("/extensions/errorType").asString())
        .isEqualTo("FAILED_PRECONDITION");
    assertThat(unwritten.codes()).containsExactly("REVISION_NOT_REACHED");
    assertThat(informed.text("/promote/artifact/stage")).isEqualTo("STAGING");
  }

  private Answer expecting(long revision) {
    return promote(
        Map.of("artifact", sample.id("m"), "stage", "STAGING", "expectedRevision", revision), null);
  }

  private void move(String stage) {
    promote(Map.of("artifact", sample.id("m"), "stage", stage), null).data("/promote");
  }

  private int history() {
    return gateway
        .ask(
            "query ($id: ID!) { artifact(id: $id) { history { edges { node { revision } } } } }",
            Map.of("id", sample.id("m")))
        .data("/artifact/history/edges")
        .size();
  }

  private Answer promote(Map<String, ?> input, @Nullable String caller) {
    return Promotion.ask(gateway, input, caller);
  }
}
