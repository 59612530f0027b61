package dev.pedigree.gateway.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A record that lacks what its kind expects is taken, warned of, and found again. */
@WithGateway
class IngestionTest {
  private static final String RECORD =
      "mutation ($input: RecordInput!) { record(input: $input) { warnings { code message path } } }";

  private final Gateway gateway;
  private final Sample sample;
  private final String tool;

  IngestionTest(Gateway gateway, Sample sample) {
    this.gateway = gateway;
    this.sample = sample;
    this.tool = "tool-" + sample.namespace();
  }

  @Test
  void warnsOfARecordThatLacksAnExpectedParent() {
    record("tokenizer", "t", null, List.of());
    JsonNode warnings =
        record("model", "m", null, List.of(sample.parent("TOKENIZED_WITH", "t"))).data("/record");

    assertThat(warnings.at("/warnings/0/code").asString()).isEqualTo("INCOMPLETE_PROVENANCE");
    assertThat(warnings.at("/warnings/0/path").asString()).isEqualTo("input.artifacts[0].model");
    assertThat(warnings.at("/warnings/0/message").asString())
        .isEqualTo(
            "m has no parent along TRAINED_ON, FINE_TUNED_FROM, CONTINUED_FROM, MERGED_FROM,"
                + " DISTILLED_FROM, QUANTIZED_FROM, PRUNED_FROM, REVISED_FROM (expected: one, or"
                + " provenance ORIGIN)");
  }

  @Test
  void warnsUnlessItIsCompleteOrAnOrigin() {
    record("corpus", "c", "ORIGIN", List.of());

    assertThat(codes("model", "trained", null, List.of(sample.parent("TRAINED_ON", "c"))))
        .isEmpty();
    assertThat(codes("model", "origin", "ORIGIN", List.of())).isEmpty();
    for (String provenance : List.of("PARTIAL", "UNKNOWN", "COMPLETE")) {
      assertThat(codes("model", provenance, provenance, List.of()))
          .containsExactly("INCOMPLETE_PROVENANCE");
    }
    assertThat(codes("model", "silent", null, List.of())).containsExactly("INCOMPLETE_PROVENANCE");
    assertThat(codes("corpus", "found", null, List.of())).containsExactly("UNKNOWN_PROVENANCE");
    assertThat(codes("dataset", "half", null, List.of(sample.parent("REVISED_FROM", "c"))))
        .isEmpty();
  }

  @Test
  void countsWhatIsIncompleteByTool() {
    record("corpus", "c", "ORIGIN", List.of());
    record("model", "good", null, List.of(sample.parent("TRAINED_ON", "c")));
    record("model", "late", null, List.of());
    record("model", "bad", null, List.of());
    record("model", "partial", "PARTIAL", List.of());
    record("corpus", "silent", null, List.of());
    record("evalRun", "e", null, List.of());
    assertThat(count("MODEL")).isEqualTo("4 recorded, 3 incomplete: partial bad late");
    assertThat(count("EVAL_RUN")).isEqualTo("1 recorded, 1 incomplete: e");
    assertThat(List.of(metric("MODEL"), metric("EVAL_RUN"), metric("CORPUS")))
        .containsExactly(3.0, 1.0, 0.0);

    gateway
        .ask(
            RECORD,
            Map.of("input", Map.of("edges", List.of(sample.edge("TRAINED_ON", "late", "c")))),
            tool)
        .data("/record");

    assertThat(count("MODEL")).isEqualTo("4 recorded, 2 incomplete: partial bad");
    assertThat(count("CORPUS")).isEqualTo("2 recorded, 0 incomplete:");
    assertThat(metric("MODEL")).as("since the start").isEqualTo(3);
  }

  @Test
  void warnsOfTheLinesOfAnImportInTheSameWords() {
    String line =
        "{\"artifact\":{\"kind\":\"%s\",\"digest\":\"%s\",\"namespace\":\"%s\",\"name\":\"x\"}}\n";

    JsonNode run = load(line.formatted("EVAL_RUN", sample.id("x"), sample.namespace()));
    JsonNode corpus = load(line.formatted("CORPUS", sample.id("y"), sample.namespace() + "-2"));

    assertThat(run.get("status").asString()).isEqualTo("RECORDED");
    assertThat(run.get("code").asString()).isEqualTo("INCOMPLETE_PROVENANCE");
    assertThat(run.get("path").asString()).isEqualTo("artifact");
    assertThat(run.get("message").asString())
        .isEqualTo(
            "x has no parent along EVALUATES, and none along EVALUATED_AGAINST (expected: one, or"
                + " provenance ORIGIN)");
    assertThat(corpus.has("code")).isFalse();
    assertThat(metric("EVAL_RUN")).isEqualTo(1);
  }

  private JsonNode load(String line) {
    return Gateway.JSON.readTree(gateway.post("/import", line, tool).body());
  }

  private String count(String kind) {
    Answer answer =
        gateway.ask("{ ingestion { recordedBy kind recorded incomplete examples { name } } }");
    for (JsonNode count : answer.data("/ingestion")) {
      if (count.get("recordedBy").asString().equals(tool)
          && count.get("kind").asString().equals(kind)) {
        StringBuilder text =
            new StringBuilder(
                "%d recorded, %d incomplete:"
                    .formatted(count.get("recorded").asInt(), count.get("incomplete").asInt()));
        count.get("examples").forEach(it -> text.append(' ').append(it.get("name").asString()));
        return text.toString();
      }
    }
    return "none";
  }

  private double metric(String kind) {
    String body =
        gateway
            .get(
                "/actuator/metrics/pedigree.ingestion.incomplete?tag=recordedBy:%s&tag=kind:%s"
                    .formatted(tool, kind))
            .body();
    return Gateway.JSON.readTree(body).at("/measurements/0/value").asDouble(0);
  }

  private List<String> codes(
      String field, String name, @Nullable String provenance, List<Map<String, Object>> parents) {
    return record(field, name, provenance, parents).texts("/record/warnings", "/code");
  }

  private Answer record(
      String field, String name, @Nullable String provenance, List<Map<String, Object>> parents) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("digest", sample.id(name));
    own.put("namespace", sample.namespace());
    own.put("name", name);
    own.put("parents", parents);
    own.put("provenance", provenance);
    Answer answer =
        gateway.ask(
            RECORD, Map.of("input", Map.of("artifacts", List.of(Map.of(field, own)))), tool);
    answer.data("/record");
    return answer;
  }
}
