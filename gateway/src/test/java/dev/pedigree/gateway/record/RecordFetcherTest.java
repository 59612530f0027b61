package dev.pedigree.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@WithGateway
class RecordFetcherTest {
  private final Gateway gateway;

  RecordFetcherTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void answersARepeatedRequestAsTheFirstTime(Sample sample) {
    Map<String, Object> input =
        Map.of(
            "requestId", sample.namespace(),
            "artifacts", List.of(sample.artifact("corpus", "corpus", List.of())));

    Answer first = sample.ask(input);
    Answer second = sample.ask(input);

    assertThat(first.data("/record/changed").asBoolean()).isTrue();
    assertThat(second.data("/record")).isEqualTo(first.data("/record"));
  }

  @Test
  void changesNothingWhereEverythingIsKnown(Sample sample) {
    Answer first = sample.record(sample.artifact("corpus", "corpus", List.of()));

    Answer again = sample.record(sample.artifact("corpus", "corpus", List.of()));

    assertThat(again.data("/record/changed").asBoolean()).isFalse();
    assertThat(again.text("/record/artifacts/0/id"))
        .isEqualTo(first.text("/record/artifacts/0/id"));
  }

  @Test
  void showsWhatItRecordedInTheSameAnswer(Sample sample) {
    Answer answer =
        gateway.ask(
            """
            mutation ($input: RecordInput!) {
              record(input: $input) {
                revision
                artifacts { name revision checks { name outcome } }
                edges { type child { name } parent { name } }
              }
            }
            """,
            Map.of(
                "input",
                Map.of(
                    "artifacts",
                        List.of(
                            sample.artifact("corpus", "corpus", List.of()),
                            sample.artifact("model", "model", List.of())),
                    "edges", List.of(sample.edge("TRAINED_ON", "model", "corpus")),
                    "checks",
                        List.of(
                            Map.of(
                                "artifact",
                                sample.id("model"),
                                "name",
                                "pii",
                                "version",
                                1,
                                "outcome",
                                "FAILED")))));

    assertThat(answer.texts("/record/artifacts", "/name")).containsExactly("corpus", "model");
    assertThat(answer.text("/record/artifacts/1/checks/0/outcome")).isEqualTo("FAILED");
    assertThat(answer.text("/record/edges/0/parent/name")).isEqualTo("corpus");
    assertThat(answer.data("/record/revision").asLong()).isEqualTo(answer.revision());
  }

  @Test
  void amendsAndShowsTheArtifactAsItIsThen(Sample sample) {
    sample.record(
        Map.of(
            "model",
            Map.of(
                "digest", sample.id("m"),
                "namespace", sample.namespace(),
                "name", "m",
                "license", "MIT",
                "precision", "bf16",
                "labels", List.of(Map.of("key", "old", "value", "1")),
                "checks", List.of(Map.of("name", "pii", "version", 1, "outcome", "PASSED")))));

    Answer answer =
        gateway.ask(
            """
            mutation ($id: ID!) {
              amend(input: {
                artifact: $id, labels: [{key: "new", value: "2"}], removeLabels: ["old"], owners: ["ada"],
                description: "text", attributes: {license: null, precision: "int4"}, provenance: ORIGIN,
                revokeCheck: {name: "pii", version: 1}, reason: "because"
              }) {
                revision
                artifact {
                  labels { key } owners description provenance attributes checks { revoked { reason by at } }
                }
              }
            }
            """,
            Map.of("id", sample.id("m")));

    assertThat(answer.texts("/amend/artifact/labels", "/key")).containsExactly("new");
    assertThat(answer.text("/amend/artifact/owners/0")).isEqualTo("ada");
    assertThat(answer.text("/amend/artifact/provenance")).isEqualTo("ORIGIN");
    assertThat(answer.data("/amend/artifact/attributes").toString())
        .isEqualTo("{\"precision\":\"int4\"}");
    assertThat(answer.text("/amend/artifact/checks/0/revoked/reason")).isEqualTo("because");
  }

  @Test
  void refusesToAmendWhatIsAbsentOrWithWhatIsNoObject(Sample sample) {
    String amend = "mutation ($input: AmendInput!) { amend(input: $input) { revision } }";

    Answer absent =
        gateway.ask(
            amend, Map.of("input", Map.of("artifact", sample.id("no"), "description", "x")));
    Answer list =
        gateway.ask(
            amend,
            Map.of("input", Map.of("artifact", sample.id("no"), "attributes", List.of(1, 2))));

    assertThat(absent.codes()).containsExactly("NOT_FOUND");
    assertThat(list.codes()).containsExactly("INVALID_VALUE");
    assertThat(list.paths()).containsExactly("input.attributes");
    assertThat(list.error().get("message").asString())
        .isEqualTo("input.attributes: a list of 2 (expected: a JSON object)");
  }

  @Test
  void tellsEveryRefusalWithItsPlace(Sample sample) {
    sample.record(sample.artifact("corpus", "corpus", List.of()));

    Answer answer =
        sample.ask(
            Map.of(
                "artifacts",
                List.of(
                    Map.of(
                        "model",
                        Map.of(
                            "digest", sample.id("corpus"),
                            "namespace", sample.namespace(),
                            "name", "other")),
                    Map.of(
                        "model",
                        Map.of(
                            "digest",
                            sample.id("m"),
                            "namespace",
                            sample.namespace(),
                            "name",
                            "m",
                            "contextLength",
                            0)))));
    Answer orphan =
        sample.ask(
            Map.of(
                "artifacts",
                List.of(
                    sample.artifact(
                        "model",
                        "orphan",
                        List.of(
                            sample.parent("TRAINED_ON", "corpus"),
                            sample.parent("TRAINED_ON", "absent"))))));

    assertThat(answer.codes()).containsExactly("KIND_CONFLICT", "INVALID_VALUE");
    assertThat(answer.paths().getFirst()).startsWith("input.artifacts[0].model");
    assertThat(answer.paths().getLast()).startsWith("input.artifacts[1].model");
    assertThat(orphan.codes()).containsExactly("UNKNOWN_PARENT");
    assertThat(orphan.paths()).containsExactly("input.artifacts[0].model.parents[1].id");
    assertThat(answer.error().at("/extensions/errorType").asString())
        .isEqualTo("FAILED_PRECONDITION");
  }

  @Test
  void recordsNothingOfARefusedRequest(Sample sample) {
    sample.ask(
        Map.of(
            "artifacts",
            List.of(
                sample.artifact("corpus", "fine", List.of()),
                sample.artifact("model", "bad", List.of(sample.parent("TRAINED_ON", "absent"))))));

    Answer answer =
        gateway.ask(
            "query ($id: ID!) { artifact(id: $id) { id } }", Map.of("id", sample.id("fine")));

    assertThat(answer.data("/artifact").isNull()).isTrue();
  }

  @Test
  void refusesCyclesWithTheirPath(Sample sample) {
    sample.chain("m", 30);

    Answer self = edge(sample, "m0", "m0");
    Answer shortOne = edge(sample, "m0", "m1");
    Answer longOne = edge(sample, "m0", "m29");
    Answer withinOne =
        sample.ask(
            Map.of(
                "artifacts",
                List.of(
                    sample.artifact("model", "a", List.of(sample.parent("FINE_TUNED_FROM", "b"))),
                    sample.artifact(
                        "model", "b", List.of(sample.parent("FINE_TUNED_FROM", "a"))))));

    assertThat(self.codes()).containsExactly("INVALID_EDGE");
    assertThat(shortOne.codes()).containsExactly("CYCLE");
    assertThat(shortOne.error().at("/extensions/cycle").size()).isEqualTo(3);
    assertThat(longOne.error().at("/extensions/cycle").size()).isEqualTo(31);
    assertThat(longOne.paths()).containsExactly("input.edges[0]");
    assertThat(withinOne.codes()).contains("CYCLE");
  }

  @Test
  void refusesEdgesBetweenKindsThatDoNotFit(Sample sample) {
    sample.record(sample.artifact("corpus", "corpus", List.of()));

    Answer answer =
        sample.ask(
            Map.of(
                "artifacts",
                List.of(
                    sample.artifact(
                        "model", "m", List.of(sample.parent("FINE_TUNED_FROM", "corpus"))))));

    assertThat(answer.codes()).containsExactly("INVALID_EDGE");
  }

  @Test
  void refusesATakenName(Sample sample) {
    sample.record(sample.artifact("corpus", "corpus", List.of()));

    Answer answer =
        sample.ask(
            Map.of(
                "artifacts",
                List.of(
                    Map.of(
                        "corpus",
                        Map.of(
                            "digest", sample.id("other"),
                            "namespace", sample.namespace(),
                            "name", "corpus")))));

    assertThat(answer.codes()).containsExactly("NAME_TAKEN");
  }

  @Test
  void refusesWeightsOutsideZeroToOne(Sample sample) {
    sample.chain("m", 2);
    for (Object weight : List.of(-0.1, 1.1, 1e300)) {
      Answer answer =
          sample.ask(
              Map.of(
                  "edges",
                  List.of(
                      Map.of(
                          "type",
                          "MERGED_FROM",
                          "child",
                          sample.id("m1"),
                          "parent",
                          sample.id("m0"),
                          "weight",
                          weight))));

      assertThat(answer.codes()).containsExactly("INVALID_VALUE");
      assertThat(answer.paths().getFirst()).startsWith("input.edges[0]");
    }
  }

  @Test
  void refusesWeightsThatAreNoNumbersBeforeTheyReachTheJournal(Sample sample) {
    for (String weight : List.of("NaN", "1e999", "\"1\"")) {
      Answer answer =
          gateway.ask(
              """
              mutation {
                record(input: {edges: [{type: MERGED_FROM, child: "%s", parent: "%s", weight: %s}]}) { revision }
              }
              """
                  .formatted(sample.id("a"), sample.id("b"), weight));

      assertThat(answer.codes()).as(weight).isNotEmpty();
      assertThat(answer.codes()).as(weight).doesNotContain("INTERNAL");
    }
  }

  @Test
  void refusesADigestThatIsNotOne(Sample sample) {
    for (String digest :
        List.of("", "sha256:12", "md5:" + "0".repeat(64), "sha256:" + "A".repeat(64))) {
      Answer answer =
          sample.ask(
              Map.of(
                  "artifacts",
                  List.of(
                      Map.of(
                          "corpus",
                          Map.of(
                              "digest",
                              digest,
                              "namespace",
                              sample.namespace(),
                              "name",
                              "corpus")))));

      assertThat(answer.codes()).containsExactly("INVALID_DIGEST");
      assertThat(answer.error().at("/extensions/errorType").asString()).isEqualTo("BAD_REQUEST");
    }
  }

  @Test
  void refusesKindsEdgeTypesAndFieldsThatThereAreNot(Sample sample) {
    Answer kind = sample.ask(Map.of("artifacts", List.of(Map.of("gadget", Map.of()))));
    Answer two =
        sample.ask(
            Map.of(
                "artifacts",
                List.of(
                    Map.of(
                        "model", Map.of("namespace", "n", "name", "n"),
                        "corpus", Map.of("namespace", "n", "name", "n")))));
    Answer type = sample.ask(Map.of("edges", List.of(sample.edge("KNOWS", "a", "b"))));
    Answer literal =
        gateway.ask(
            "mutation { record(input: {artifacts: [{gadget: {name: \"x\"}}]}) { revision } }");

    assertThat(kind.codes()).containsOnly("INVALID_VALUE");
    assertThat(two.codes()).containsExactly("INVALID_VALUE");
    assertThat(type.codes()).containsExactly("INVALID_VALUE");
    assertThat(literal.codes()).containsExactly("INVALID_VALUE");
    assertThat(literal.paths()).containsExactly("input.artifacts[0].gadget");
  }

  @Test
  void refusesControlCharacters(Sample sample) {
    for (String name :
        List.of("a\u0000b", "a\nb", "\u001b[31m", "gpt\u202Etpg", "a\u2066b\u2069", "a\u2028b")) {
      Answer answer =
          sample.ask(
              Map.of(
                  "artifacts",
                  List.of(
                      Map.of(
                          "corpus",
                          Map.of(
                              "digest", sample.id("c"),
                              "namespace", sample.namespace(),
                              "name", name)))));

      assertThat(answer.codes()).as(name).containsExactly("INVALID_VALUE");
      assertThat(answer.error().get("message").asString())
          .matches(
              "input\\.artifacts\\[0\\]\\.\\w+\\.name: control character U\\+[0-9A-F]{4} at \\d+ \\(expected: text\\)");
    }
  }

  @Test
  void quotesAConflictOnce(Sample sample) {
    precision(sample, "bf16").data("");

    Answer answer = precision(sample, "fp8");

    assertThat(answer.codes()).containsExactly("ATTRIBUTE_CONFLICT");
    assertThat(answer.error().get("message").asString())
        .isEqualTo(
            "input.artifacts[0].model.precision: \"fp8\" (expected: \"bf16\" as recorded; amend changes it)");
  }

  private static Answer precision(Sample sample, String precision) {
    return sample.ask(
        Map.of(
            "artifacts",
            List.of(
                Map.of(
                    "model",
                    Map.of(
                        "digest",
                        sample.id("m"),
                        "namespace",
                        sample.namespace(),
                        "name",
                        "m",
                        "precision",
                        precision)))));
  }

  @Test
  void refusesVersionsOfChecksBelowOneAndCountsTheNewestOfOne(Sample sample) {
    sample.record(sample.artifact("corpus", "c", List.of()));

    for (int version : List.of(0, -5)) {
      Answer refused = check(sample, version, "PASSED");
      assertThat(refused.codes()).containsExactly("INVALID_VALUE");
      assertThat(refused.paths()).containsExactly("input.checks[0].version");
      assertThat(refused.error().get("message").asString())
          .isEqualTo("input.checks[0].version: " + version + " (expected: 1 or more)");
    }
    check(sample, 1, "PASSED").data("");
    check(sample, 1, "FAILED").data("");

    Answer answer =
        gateway.ask(
            "query ($id: ID!) { artifact(id: $id) { checks { version outcome } } }",
            Map.of("id", sample.id("c")));
    assertThat(answer.data("/artifact/checks").toString())
        .isEqualTo("[{\"version\":1,\"outcome\":\"FAILED\"}]");
  }

  private static Answer check(Sample sample, int version, String outcome) {
    return sample.ask(
        Map.of(
            "checks",
            List.of(
                Map.of(
                    "artifact",
                    sample.id("c"),
                    "name",
                    "pii",
                    "version",
                    version,
                    "outcome",
                    outcome))));
  }

  @Test
  void refusesTextsOfTenMegabytes(Sample sample) {
    Answer variable =
        sample.ask(
            Map.of(
                "artifacts",
                List.of(
                    Map.of(
                        "corpus",
                        Map.of(
                            "digest", sample.id("c"),
                            "namespace", sample.namespace(),
                            "name", "c",
                            "description", "x".repeat(10 << 20))))));
    Answer literal = gateway.ask("{ artifact(id: \"" + "x".repeat(10 << 20) + "\") { id } }");

    assertThat(variable.codes()).containsExactly("INVALID_VALUE");
    assertThat(literal.codes()).containsExactly("TOO_LARGE");
    assertThat(variable.body().toString()).hasSizeLessThan(2000);
    assertThat(literal.body().toString()).hasSizeLessThan(2000);
  }

  @Test
  void refusesRequestsThatAreTooLarge() {
    int status = gateway.post("/graphql", " ".repeat(17 << 20), null).statusCode();

    assertThat(status).isEqualTo(413);
  }

  @Test
  void refusesBodiesThatAreNotJson() {
    assertThat(gateway.post("/graphql", "{\"query\":", null).statusCode()).isEqualTo(400);
    assertThat(gateway.ask("{ artifact(").codes()).containsExactly("INVALID_VALUE");
    assertThat(gateway.ask("{ nope }").codes()).containsExactly("INVALID_VALUE");
  }

  @Test
  void recordsManyAtOnceInTheirOrder(Sample sample) {
    sample.chain("m", 200);

    Answer answer =
        gateway.ask(
            "query ($id: ID!) { artifact(id: $id) { ancestors(first: 1000) { totalCount nodes { name } } } }",
            Map.of("id", sample.id("m199")));

    assertThat(answer.texts("/artifact/ancestors/nodes", "/name"))
        .containsExactlyElementsOf(IntStream.range(0, 199).mapToObj(i -> "m" + (198 - i)).toList());
  }

  private static Answer edge(Sample sample, String child, String parent) {
    return sample.ask(Map.of("edges", List.of(sample.edge("FINE_TUNED_FROM", child, parent))));
  }
}
