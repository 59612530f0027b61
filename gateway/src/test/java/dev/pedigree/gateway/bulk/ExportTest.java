package dev.pedigree.gateway.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.localstack.LocalStack.Endpoints;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@WithGateway
class ExportTest {
  @Test
  void writesWhatAnEmptyStoreTakesAndWritesAgain(Endpoints endpoints) {
    try (Gateway from = Gateway.start(endpoints);
        Gateway to = Gateway.start(endpoints)) {
      Sample sample = fill(from);
      String exported = from.get("/export").body();

      List<JsonNode> verdicts = to.load(exported);

      assertThat(verdicts).extracting(it -> it.get("status").asString()).doesNotContain("REFUSED");
      assertThat(to.get("/export").body()).isEqualTo(exported);
      assertThat(exported.lines())
          .hasSize(9)
          .contains(
              "{\"stage\":{\"artifact\":\"%s\",\"stage\":\"PRODUCTION\"}}"
                  .formatted(sample.id("parent")));
      assertThat(to.post("/verify", "", null).body())
          .contains("\"done\":true")
          .contains("\"differences\":0");
    }
  }

  private static Sample fill(Gateway gateway) {
    Sample sample = Sample.in(gateway);
    sample.record(sample.artifact("model", "child", List.of()));
    sample.record(
        sample.artifact("corpus", "corpus", List.of()),
        Map.of(
            "model",
            Map.of(
                "digest",
                sample.id("child"),
                "namespace",
                sample.namespace(),
                "name",
                "second-name",
                "version",
                "2")),
        Map.of(
            "checkpoint",
            Map.of(
                "digest", sample.id("parent"),
                "namespace", sample.namespace(),
                "name", "parent",
                "description", "line one\nline \"two\"",
                "owners", List.of("a", "b"),
                "labels", List.of(Map.of("key", "k", "value", "")),
                "checks", List.of(Map.of("name", "pii", "version", 1, "outcome", "PASSED")))),
        Map.of("deployment", Map.of("namespace", sample.namespace(), "name", "d", "version", "1")));
    // The parent is younger than its child: an export cannot tell edges with their artifacts.
    sample
        .ask(
            Map.of(
                "edges",
                List.of(
                    sample.edge("FINE_TUNED_FROM", "child", "parent"),
                    Map.of(
                        "type", "TRAINED_ON",
                        "child", sample.id("child"),
                        "parent", sample.id("corpus"),
                        "weight", 0.125,
                        "attributes", Map.of("a", List.of(1, 2.5)),
                        "mutations", List.of(Map.of("edit", Map.of("description", "e")))))))
        .data("/record");
    for (String stage : List.of("STAGING", "PRODUCTION")) {
      gateway
          .ask(
              "mutation ($input: PromoteInput!) { promote(input: $input) { __typename } }",
              Map.of("input", Map.of("artifact", sample.id("parent"), "stage", stage)))
          .data("/promote");
    }
    return sample;
  }
}
