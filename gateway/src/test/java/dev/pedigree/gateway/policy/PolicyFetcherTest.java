package dev.pedigree.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Events;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Keyspace;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.localstack.LocalStack.Endpoints;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Policies hold for a whole graph: this one has its own. */
@WithGateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyFetcherTest {
  private static final String PUBLISH =
      """
      mutation ($source: String!, $dryRun: Boolean) {
        publishPolicy(input: {source: $source, dryRun: $dryRun}) {
          revision
          policy { name version severity stages active publishedBy }
          newViolations { totalCount nodes { artifact { name } offender { name } message } }
        }
      }
      """;

  private static final String VERDICT =
      """
      allowed violationCount stage
      violations {
        policy { name version } artifact { name } offender { name } message
        path { length artifacts { name } edges { type } }
        waived { reason until by }
      }
      """;

  private static final String PROMOTE =
      """
      mutation ($id: ID!, $stage: Stage!) {
        promote(input: {artifact: $id, stage: $stage}) {
          __typename
          ... on Promoted { revision artifact { stage } verdict { @ } }
          ... on Blocked { revision artifact { stage } verdict { @ } }
        }
      }
      """
          .replace("@", VERDICT);

  private final Keyspace keyspace;
  private final Gateway gateway;

  PolicyFetcherTest(Endpoints endpoints) {
    keyspace = new Keyspace(endpoints);
    gateway = keyspace.start();
  }

  @AfterAll
  void close() {
    keyspace.close();
  }

  /** About the artifacts of one test alone. */
  private static String policy(String name, int version, Sample sample) {
    return """
    name: %s
    version: %d
    description: Only filtered data.
    stages: [STAGING]
    subject: subject.namespace == '%s' && subject.kind == 'MODEL'
    rules:
      - ancestors: {kinds: [CORPUS]}
        require: ancestor.passed('pii-filter', 3)
        message: has not passed pii-filter 3
    """
        .formatted(name, version, sample.namespace());
  }

  private Sample family() {
    Sample sample = Sample.in(gateway);
    sample.record(
        sample.artifact("corpus", "corpus", List.of()),
        sample.artifact("model", "base", List.of(sample.parent("TRAINED_ON", "corpus"))),
        sample.artifact("model", "m", List.of(sample.parent("FINE_TUNED_FROM", "base"))));
    return sample;
  }

  private Answer publish(String source, boolean dryRun) {
    return gateway.ask(PUBLISH, Map.of("source", source, "dryRun", dryRun), "ada");
  }

  private Answer promote(Sample sample, String name, String stage) {
    return gateway.ask(PROMOTE, Map.of("id", sample.id(name), "stage", stage), "eve");
  }

  private void check(Sample sample, String name, int version, String outcome) {
    sample
        .ask(
            Map.of(
                "checks",
                List.of(
                    Map.of(
                        "artifact",
                        sample.id(name),
                        "name",
                        "pii-filter",
                        "version",
                        version,
                        "outcome",
                        outcome))))
        .data("/record");
  }

  @Test
  void tellsWhoFollowsWhatViolatesItFromNowOn() {
    Sample sample = family();
    check(sample, "corpus", 3, "PASSED");
    publish(policy("follows", 1, sample), false).data("/publishPolicy");
    promote(sample, "m", "STAGING").data("/promote/revision");
    long start = gateway.ask("{ head { revision } }").data("/head/revision").asLong();
    check(sample, "base", 3, "FAILED");
    check(sample, "corpus", 4, "FAILED");
    check(sample, "corpus", 5, "FAILED");

    try (Events events =
        Events.of(
            gateway,
            null,
            "subscription ($by: ID!, $after: Revision) { affected(by: $by, after: $after) {"
                + " artifact { name } events } }",
            Map.of("by", sample.id("base"), "after", start))) {
      assertThat(events.next().at("/data/affected").toString())
          .isEqualTo("{\"artifact\":{\"name\":\"base\"},\"events\":[\"CHECKED\"]}");
      assertThat(events.next().at("/data/affected").toString())
          .isEqualTo("{\"artifact\":{\"name\":\"m\"},\"events\":[\"VIOLATES\"]}");
      check(sample, "base", 4, "PASSED");
      assertThat(events.next().at("/data/affected/artifact/name").asString()).isEqualTo("base");
    }
  }

  @Test
  void blocksAPromotionAndShowsTheWayToTheReason() {
    Sample sample = family();
    publish(policy("blocks", 1, sample), false).data("/publishPolicy");

    Answer evaluated =
        gateway.ask(
            "query ($id: ID!) { evaluate(artifact: $id, stage: STAGING) { %s } }"
                .formatted(VERDICT),
            Map.of("id", sample.id("m")));
    Answer blocked = promote(sample, "m", "STAGING");

    assertThat(blocked.text("/promote/__typename")).isEqualTo("Blocked");
    assertThat(blocked.text("/promote/artifact/stage")).isEqualTo("DRAFT");
    assertThat(blocked.data("/promote/verdict")).isEqualTo(evaluated.data("/evaluate"));
    assertThat(blocked.data("/promote/verdict/allowed").asBoolean()).isFalse();
    assertThat(blocked.text("/promote/verdict/violations/0/policy/name")).isEqualTo("blocks");
    assertThat(blocked.text("/promote/verdict/violations/0/offender/name")).isEqualTo("corpus");
    assertThat(blocked.texts("/promote/verdict/violations/0/path/artifacts", "/name"))
        .containsExactly("m", "base", "corpus");
    assertThat(blocked.texts("/promote/verdict/violations/0/path/edges", "/type"))
        .containsExactly("FINE_TUNED_FROM", "TRAINED_ON");
  }

  @Test
  void letsItThroughWhenTheReasonIsGoneAndKeepsEveryVerdict() {
    Sample sample = family();
    publish(policy("keeps", 1, sample), false).data("/publishPolicy");
    promote(sample, "m", "STAGING").data("/promote");
    check(sample, "corpus", 3, "PASSED");

    Answer promoted = promote(sample, "m", "STAGING");
    Answer kept =
        gateway.ask(
            "query ($id: ID!) { artifact(id: $id) { verdicts { totalCount nodes { by revision at %s } } } }"
                .formatted(VERDICT),
            Map.of("id", sample.id("m")));

    assertThat(promoted.text("/promote/__typename")).isEqualTo("Promoted");
    assertThat(promoted.text("/promote/artifact/stage")).isEqualTo("STAGING");
    assertThat(kept.texts("/artifact/verdicts/nodes", "/allowed")).containsExactly("true", "false");
    assertThat(kept.texts("/artifact/verdicts/nodes", "/by")).containsOnly("eve");
    assertThat(kept.text("/artifact/verdicts/nodes/1/violations/0/offender/name"))
        .isEqualTo("corpus");
  }

  @Test
  void showsAWaiverWhereverTheViolationIs() {
    Sample sample = family();
    publish(policy("waived", 1, sample), false).data("/publishPolicy");

    Answer waiver =
        gateway.ask(
            """
            mutation ($id: ID!) {
              waive(input: {policy: "waived", artifact: $id, reason: "legacy", until: "2100-01-01T00:00:00Z"}) {
                waiver { policy artifact { name } reason until by }
              }
            }
            """,
            Map.of("id", sample.id("corpus")),
            "ada");
    Answer promoted = promote(sample, "m", "STAGING");

    assertThat(waiver.text("/waive/waiver/artifact/name")).isEqualTo("corpus");
    assertThat(waiver.text("/waive/waiver/by")).isEqualTo("ada");
    assertThat(promoted.text("/promote/__typename")).isEqualTo("Promoted");
    assertThat(promoted.text("/promote/verdict/violations/0/waived/reason")).isEqualTo("legacy");
  }

  @Test
  void triesAPolicyWithoutPublishingIt() {
    Sample sample = family();
    promote(sample, "m", "STAGING").data("/promote");

    Answer tried = publish(policy("tried", 1, sample), true);

    assertThat(tried.data("/publishPolicy/revision").isNull()).isTrue();
    assertThat(tried.data("/publishPolicy/policy/active").asBoolean()).isFalse();
    assertThat(tried.data("/publishPolicy/newViolations/totalCount").asInt()).isOne();
    assertThat(tried.text("/publishPolicy/newViolations/nodes/0/artifact/name")).isEqualTo("m");
    assertThat(tried.text("/publishPolicy/newViolations/nodes/0/offender/name"))
        .isEqualTo("corpus");
    assertThat(gateway.ask("{ policy(name: \"tried\") { name } }").data("/policy").isNull())
        .isTrue();
  }

  @Test
  void showsWhatViolatesAPolicyAfterwards() {
    Sample sample = family();
    check(sample, "corpus", 3, "PASSED");
    publish(policy("afterwards", 1, sample), false).data("/publishPolicy");
    promote(sample, "m", "STAGING").data("/promote");
    String question =
        """
        { policy(name: "afterwards") {
            name version severity active publishedAt publishedBy source
            violations(stage: STAGING) { totalCount nodes { artifact { name } offender { name } } } } }
        """;
    Answer before = gateway.ask(question);
    check(sample, "corpus", 4, "FAILED");

    Answer after = gateway.ask(question);

    assertThat(before.data("/policy/violations/totalCount").asInt()).isZero();
    assertThat(after.data("/policy/violations/totalCount").asInt()).isOne();
    assertThat(after.text("/policy/violations/nodes/0/offender/name")).isEqualTo("corpus");
    assertThat(after.text("/policy/publishedBy")).isEqualTo("ada");
    assertThat(after.data("/policy/active").asBoolean()).isTrue();
  }

  @Test
  void recordsALateParentOfWhatIsPromotedAndShowsTheViolation() {
    Sample sample = family();
    check(sample, "corpus", 3, "PASSED");
    publish(policy("late", 1, sample), false).data("/publishPolicy");
    assertThat(promote(sample, "m", "STAGING").text("/promote/__typename")).isEqualTo("Promoted");
    sample.record(sample.artifact("corpus", "found-later", List.of()));

    Answer recorded =
        sample.ask(Map.of("edges", List.of(sample.edge("TRAINED_ON", "base", "found-later"))));
    Answer found =
        gateway.ask(
            """
            { policy(name: "late") { violations(stage: STAGING) {
                totalCount nodes { artifact { name stage } offender { name } path { length } } } } }
            """);

    assertThat(recorded.data("/record/changed").asBoolean()).isTrue();
    assertThat(found.data("/policy/violations/totalCount").asInt()).isOne();
    assertThat(found.text("/policy/violations/nodes/0/artifact/stage")).isEqualTo("STAGING");
    assertThat(found.text("/policy/violations/nodes/0/offender/name")).isEqualTo("found-later");
    assertThat(found.data("/policy/violations/nodes/0/path/length").asInt()).isEqualTo(2);
  }

  @Test
  void showsOfATightenedPolicyWhoViolatesItNewly() {
    Sample sample = family();
    sample.record(
        sample.artifact("corpus", "clean", List.of()),
        sample.artifact("model", "other", List.of(sample.parent("TRAINED_ON", "clean"))));
    check(sample, "clean", 3, "PASSED");
    promote(sample, "m", "STAGING").data("/promote");
    promote(sample, "other", "STAGING").data("/promote");
    String first = policy("tightened", 1, sample);
    publish(first, false).data("/publishPolicy");

    Answer tightened =
        publish(
            first.replace("version: 1", "version: 2").replace("'pii-filter', 3", "'pii-filter', 4"),
            false);
    Answer pages =
        gateway.ask(
            """
            { policy(name: "tightened") { first: violations(stage: STAGING, first: 1) {
                totalCount nodes { artifact { name } } pageInfo { hasNextPage endCursor } } } }
            """);
    Answer next =
        gateway.ask(
            """
            query ($after: String) { policy(name: "tightened") {
              first: violations(stage: STAGING, first: 1, after: $after) {
                totalCount nodes { artifact { name } } pageInfo { hasNextPage } }
              elsewhere: violations(stage: PRODUCTION) { totalCount } } }
            """,
            Map.of("after", pages.text("/policy/first/pageInfo/endCursor")));

    assertThat(tightened.texts("/publishPolicy/newViolations/nodes", "/artifact/name"))
        .containsExactly("other");
    assertThat(pages.data("/policy/first/totalCount").asInt()).isEqualTo(2);
    assertThat(pages.texts("/policy/first/nodes", "/artifact/name")).containsExactly("m");
    assertThat(next.texts("/policy/first/nodes", "/artifact/name")).containsExactly("other");
    assertThat(next.data("/policy/first/pageInfo/hasNextPage").asBoolean()).isFalse();
    assertThat(next.data("/policy/elsewhere/totalCount").asInt()).isZero();
  }

  @Test
  void answersByThePoliciesOfTheRevision() {
    Sample sample = family();
    long before = gateway.ask("{ head { revision } }").data("/head/revision").asLong();
    publish(policy("later", 1, sample), false).data("/publishPolicy");

    Answer answer =
        gateway.ask(
            """
            query ($id: ID!, $before: Revision!) {
              then: evaluate(artifact: $id, stage: STAGING, asOf: $before) { allowed }
              now: evaluate(artifact: $id, stage: STAGING) { allowed }
              policies(asOf: $before) { name }
            }
            """,
            Map.of("id", sample.id("m"), "before", before));
    Answer retired =
        gateway.ask(
            "mutation { retirePolicy(input: {name: \"later\", reason: \"done\"}) { policy { name active } } }");

    assertThat(answer.data("/then/allowed").asBoolean()).isTrue();
    assertThat(answer.data("/now/allowed").asBoolean()).isFalse();
    assertThat(answer.texts("/policies", "/name")).doesNotContain("later");
    assertThat(retired.data("/retirePolicy/policy/active").asBoolean()).isFalse();
    assertThat(promote(sample, "m", "STAGING").text("/promote/__typename")).isEqualTo("Promoted");
  }

  @Test
  void tellsWhatSpeaksAgainstWhatIsThereAlready() {
    Sample sample = family();
    promote(sample, "m", "STAGING").data("/promote");
    publish(policy("there", 1, sample), false).data("/publishPolicy");

    Answer again = promote(sample, "m", "STAGING");

    assertThat(again.text("/promote/__typename")).isEqualTo("Promoted");
    assertThat(again.data("/promote/verdict/allowed").asBoolean()).isFalse();
    assertThat(again.text("/promote/verdict/violations/0/offender/name")).isEqualTo("corpus");
  }

  @Test
  void evaluatesNothingThatCannotBePromotedAtAll() {
    Sample sample = family();
    gateway
        .ask(
            "mutation ($id: ID!) { quarantine(input: {artifact: $id, reason: \"doubt\"}) { revision } }",
            Map.of("id", sample.id("m")))
        .data("/quarantine");

    Answer evaluated =
        gateway.ask(
            "query ($id: ID!) { evaluate(artifact: $id, stage: STAGING) { allowed } }",
            Map.of("id", sample.id("m")));

    assertThat(evaluated.codes()).containsExactly("QUARANTINED");
    assertThat(evaluated.paths()).containsExactly("artifact");
  }

  @Test
  void triesNothingThatCouldNotBePublished() {
    Sample sample = family();
    publish(policy("newer", 2, sample), false).data("/publishPolicy");

    Answer older = publish(policy("newer", 1, sample), true);
    Answer other = publish(policy("newer", 2, sample) + "# other\n", true);

    assertThat(older.codes()).containsExactly("INVALID_VALUE");
    assertThat(older.error().get("message").asString())
        .isEqualTo("input.source: version 1 of newer (expected: 2 or more, as that is published)");
    assertThat(other.error().get("message").asString()).contains("says something else");
  }

  @Test
  void refusesWhatIsNoPolicy() {
    Sample sample = family();
    String good = policy("refused", 1, sample);

    Answer wrong = publish(good.replace("ancestor.passed", "ancestor.nope"), false);
    Answer tried = publish(good + "more: 1\n", true);
    Answer bomb = publish("a: &a [1]\nb: [*a, *a]\n", false);

    assertThat(wrong.codes()).containsExactly("INVALID_VALUE");
    assertThat(wrong.paths()).containsExactly("input.source");
    assertThat(wrong.error().get("message").asString())
        .startsWith("input.source: 8:14: require: undeclared reference to 'nope'");
    assertThat(tried.error().get("message").asString())
        .startsWith("input.source: 10:1: more: unknown");
    assertThat(bomb.codes()).containsOnly("INVALID_VALUE");
    assertThat(gateway.ask("{ policy(name: \"refused\") { name } }").data("/policy").isNull())
        .isTrue();
  }
}
