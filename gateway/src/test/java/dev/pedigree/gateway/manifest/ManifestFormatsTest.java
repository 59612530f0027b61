package dev.pedigree.gateway.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Artifacts in the formats of others, and read again by whoever wrote them. */
@WithGateway
class ManifestFormatsTest {
  private final Gateway gateway;

  ManifestFormatsTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @ParameterizedTest
  @CsvSource({
    "CYCLONEDX, cyclonedx",
    "PROV_JSON, prov",
    "IN_TOTO, in-toto",
    "MODEL_CARD, huggingface"
  })
  void areKnownWhereTheyComeFrom(String format, String guess, Sample sample) {
    sample.record(
        sample.artifact("corpus", "corpus", List.of()),
        sample.artifact("model", "base", List.of()),
        sample.artifact(
            "model",
            "tuned",
            List.of(
                sample.parent("FINE_TUNED_FROM", "base"), sample.parent("TRAINED_ON", "corpus"))));
    JsonNode manifest = manifest(sample, format);
    String text = manifest.isString() ? manifest.asString() : manifest.toString();

    HttpResponse<String> response =
        gateway.post("/import/auto?namespace=" + sample.namespace(), text, null);

    List<JsonNode> lines = response.body().lines().map(Gateway.JSON::readTree).toList();
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(lines.getLast().get("format").asString()).isEqualTo(guess);
    assertThat(lines.getLast().get("recorded").asInt()).as(response.body()).isZero();
    assertThat(lines.getLast().get("known").asInt()).isPositive();
    assertThat(lines.getLast().get("refused").asInt()).as(response.body()).isZero();
  }

  @Test
  void areAlsoSpdx(Sample sample) {
    sample.record(sample.artifact("model", "tuned", List.of()));

    assertThat(manifest(sample, "SPDX3").at("/@graph").toString())
        .contains("ai_AIPackage", sample.id("tuned"));
  }

  private JsonNode manifest(Sample sample, String format) {
    return gateway
        .ask(
            "query ($id: ID!, $format: ManifestFormat!) { artifact(id: $id) { manifest(format: $format) } }",
            Map.of("id", sample.id("tuned"), "format", format))
        .data("/artifact/manifest");
  }
}
