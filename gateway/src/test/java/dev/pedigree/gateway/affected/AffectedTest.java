package dev.pedigree.gateway.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Events;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.SecuredGateway;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.caller.Scope;
import dev.pedigree.graph.journal.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@WithGateway
class AffectedTest {
  private static final String FOLLOW =
      "subscription ($by: ID!, $after: Revision) { affected(by: $by, after: $after) {"
          + " artifact { name quarantine { reason } } depth events revision remaining } }";

  private final Gateway gateway;
  private final SecuredGateway secured;
  private final Sample sample;

  AffectedTest(Gateway gateway, SecuredGateway secured, Sample sample) {
    this.gateway = gateway;
    this.secured = secured;
    this.sample = sample;
  }

  private Events follow(String name, long after) {
    return Events.of(gateway, null, FOLLOW, Map.of("by", sample.id(name), "after", after));
  }

  private static List<String> told(Events events, int count) {
    return Stream.generate(events::next)
        .limit(count)
        .map(it -> it.at("/data/affected"))
        .map(
            it ->
                "%s %s %s %s"
                    .formatted(
                        it.at("/artifact/name").asString("?"),
                        it.get("depth"),
                        texts(it.get("events")),
                        it.get("remaining")))
        .toList();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(it -> texts.add(it.asString()));
    return texts;
  }

  private long head() {
    return gateway.ask("{ head { revision } }").data("/head/revision").asLong();
  }

  private void change(String mutation, String name) {
    gateway
        .ask("mutation { %s }".formatted(mutation.replace("ID", '"' + sample.id(name) + '"')))
        .data("");
  }

  private void recordFamily() {
    sample.record(
        sample.artifact("corpus", "root", List.of()),
        sample.artifact("model", "base", List.of(sample.parent("TRAINED_ON", "root"))),
        sample.artifact("model", "stranger", List.of()));
  }

  private static final String QUARANTINE =
      "quarantine(input: {artifact: ID, reason: \"doubt\"}) { revision }";

  @Test
  void tellsWhatHappensDownstreamAndNothingElse() {
    long start = head();
    recordFamily();

    try (Events events = follow("root", start)) {
      assertThat(told(events, 2))
          .containsExactly("root 0 [RECORDED] 1", "base 1 [RECORDED, LINKED] 0");
      change(QUARANTINE, "stranger");
      change("promote(input: {artifact: ID, stage: STAGING}) { __typename }", "base");
      sample.record(
          sample.artifact("model", "fine", List.of(sample.parent("FINE_TUNED_FROM", "base"))));
      change(QUARANTINE, "base");
      change("release(input: {artifact: ID, reason: \"fine\"}) { revision }", "base");
      change("retract(input: {artifact: ID, reason: \"wrong\"}) { revision }", "base");
      change("amend(input: {artifact: ID, description: \"x\"}) { revision }", "fine");
      change("amend(input: {artifact: ID, description: \"x\"}) { revision }", "root");

      assertThat(told(events, 6))
          .containsExactly(
              "base 1 [PROMOTED] 0",
              "fine 2 [RECORDED, LINKED] 0",
              "base 1 [QUARANTINED] 0",
              "base 1 [RELEASED] 0",
              "base 1 [RETRACTED] 0",
              "root 0 [AMENDED] 0");
    }
  }

  @Test
  void goesOnAfterARevision() {
    recordFamily();
    long start = head();
    change(QUARANTINE, "base");
    change("release(input: {artifact: ID, reason: \"fine\"}) { revision }", "base");

    try (Events events = follow("root", start)) {
      JsonNode first = events.next().at("/data/affected");
      assertThat(first.at("/artifact/quarantine/reason").asString()).isEqualTo("doubt");
      try (Events again = follow("root", first.get("revision").asLong())) {
        assertThat(told(again, 1)).containsExactly("base 1 [RELEASED] 0");
      }
    }
  }

  @Test
  void aJudgementCountsOnlyIfSomethingIsViolated() {
    ArtifactId artifact = ArtifactId.parse(sample.id("m")).orElseThrow();

    assertThat(
            AffectedEvent.of(new Fact.PromotionJudged(artifact, Stage.STAGING, true, List.of(), 0)))
        .isNull();
    assertThat(
            AffectedEvent.of(
                new Fact.PromotionJudged(artifact, Stage.STAGING, false, List.of(), 3)))
        .isEqualTo(AffectedEvent.VIOLATES);
  }

  @Test
  void tellsOnlyOfWhatTheCallerMayRead() {
    String all = secured.tokens().ofAll("ann");
    Sample open = Sample.in(secured.gateway());
    Sample hidden = Sample.in(secured.gateway());
    record(all, open.artifact("model", "base", List.of()));
    Map<String, Object> parent = open.parent("FINE_TUNED_FROM", "base");
    record(all, hidden.artifact("model", "secret", List.of(parent)));
    record(
        all,
        open.artifact("model", "grandchild", List.of(hidden.parent("FINE_TUNED_FROM", "secret"))));
    String token =
        secured.tokens().of("bob", List.of(Scope.READ), List.of(open.namespace()), List.of());
    Map<String, ?> variables = Map.of("by", open.id("base"), "after", 0);

    try (Events events = Events.of(secured.gateway(), token, FOLLOW, variables)) {
      assertThat(told(events, 2))
          .containsExactly("base 0 [RECORDED] 0", "grandchild 2 [RECORDED, LINKED] 0");
    }
    try (Events events =
        Events.of(secured.gateway(), token, FOLLOW, Map.of("by", hidden.id("secret")))) {
      assertThat(events.code()).isEqualTo("NOT_FOUND");
    }
    try (Events events =
        Events.of(
            secured.gateway(),
            token,
            "subscription ($by: ID!, $after: Revision) {"
                + " affected(by: $by, after: $after) { change { requestId } } }",
            variables)) {
      assertThat(events.code()).isEqualTo("FORBIDDEN");
    }
  }

  private void record(String token, Map<String, Object> artifact) {
    secured
        .ask(token, Sample.RECORD, Map.of("input", Map.of("artifacts", List.of(artifact))))
        .data("/record");
  }

  @Test
  void refusesWhatIsNoArtifact() {
    try (Events events = Events.of(gateway, null, FOLLOW, Map.of("by", "x"))) {
      assertThat(events.code()).isEqualTo("INVALID_DIGEST");
    }
    try (Events events = Events.of(gateway, null, FOLLOW, Map.of("by", sample.id("nothing")))) {
      assertThat(events.code()).isEqualTo("NOT_FOUND");
    }
  }
}
