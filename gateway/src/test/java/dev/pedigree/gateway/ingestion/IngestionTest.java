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
                + " provenance ORIGIN, PARTIAL or UNKNOWN)");
  }

  @Test
  void doesNotWarnOfWhatIsCompleteOrSaysThatItIsNot() {
    record("corpus", "c", "ORIGIN", List.of());

    assertThat(codes("model", "trained", null, List.of(sample.parent("TRAINED_ON", "c"))))
        .isEmpty();
    assertThat(codes("model", "origin", "ORIGIN", List.of())).isEmpty();
    assertThat(codes("model", "partial", "PARTIAL", List.of())).isEmpty();
    assertThat(codes("model", "complete", "COMPLETE", List.of()))
        .containsExactly("INCOMPLETE_PROVENANCE");
    assertThat(codes("model", "silent", null, List.of())).containsExactly("UNKNOWN_PROVENANCE");
    assertThat(codes("dataset", "half", null, List.of(sample.parent("REVISED_FROM", "c"))))
        .isEmpty();
  }

  @Test
  void countsWhatIsIncompleteByTool() {
    record("corpus", "c", "ORIGIN", List.of());
    record("model", "good", null, List.of(sample.parent("TRAINED_ON", "c")));
    record("model", "late", null, List.of());
    record("model", "bad", null, List.of());
    assertThat(count("MODEL")).isEqualTo("3 recorded, 2 incomplete: bad late");
    double metric = metric();

    gateway
        .ask(
            RECORD,
            Map.of("input", Map.of("edges", List.of(sample.edge("TRAINED_ON", "late", "c")))),
            tool)
        .data("/record");

    assertThat(count("MODEL")).isEqualTo("3 recorded, 1 incomplete: bad");
    assertThat(count("CORPUS")).isEqualTo("1 recorded, 0 incomplete:");
    assertThat(metric).isEqualTo(2);
  }

  @Test
  void countsTheLinesOfAnImportToo() {
    String line =
        "{\"artifact\":{\"kind\":\"MODEL\",\"digest\":\"%s\",\"namespace\":\"%s\",\"name\":\"x\"}}\n"
            .formatted(sample.id("x"), sample.namespace());

    assertThat(gateway.post("/import", line, tool).body()).contains("RECORDED");
    assertThat(metric()).isEqualTo(1);
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

  private double metric() {
    String body =
        gateway
            .get("/actuator/metrics/pedigree.ingestion.incomplete?tag=recordedBy:" + tool)
            .body();
    return Gateway.JSON.readTree(body).at("/measurements/0/value").asDouble();
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
