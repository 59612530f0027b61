package dev.pedigree.gateway.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.JsonObject;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@WithGateway
class ManifestTest {
  private static final String MANIFEST =
      "query ($id: ID!, $asOf: Revision) { artifact(id: $id, asOf: $asOf) { manifest } }";

  private final Gateway gateway;

  ManifestTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void staysTheSameUntilSomethingChangesAboutTheArtifact(Sample sample) {
    long recorded = family(sample);

    JsonNode manifest = manifest(sample, "tuned", null);
    sample.record(sample.artifact("model", "unrelated", List.of()));
    JsonNode later = manifest(sample, "tuned", null);
    sample.ask(
        Map.of(
            "checks",
            List.of(
                Map.of(
                    "artifact",
                    sample.id("tuned"),
                    "name",
                    "pii",
                    "version",
                    1,
                    "outcome",
                    "PASSED"))));
    JsonNode changed = manifest(sample, "tuned", null);

    assertThat(later.toString()).isEqualTo(manifest.toString());
    assertThat(manifest.toString())
        .isEqualTo(CanonicalJson.of(JsonObject.parse(manifest.toString())));
    assertThat(manifest.get("revision").asLong()).isEqualTo(recorded);
    assertThat(manifest.at("/parents/0/type").asString()).isEqualTo("FINE_TUNED_FROM");
    assertThat(manifest.at("/parents/0/name/name").asString()).isEqualTo("base");
    assertThat(manifest.at("/recorded/entryHash").asString()).matches("[0-9a-f]{64}");
    assertThat(manifest.get("signature").asString()).startsWith("— ");
    assertThat(changed.get("revision").asLong()).isGreaterThan(recorded);
    assertThat(changed.at("/checks/0/outcome").asString()).isEqualTo("PASSED");
    assertThat(manifest(sample, "tuned", recorded).toString()).isEqualTo(manifest.toString());
  }

  @Test
  void isKnownWhereItWasWrittenAndACopyElsewhere(Sample sample) {
    family(sample);
    JsonNode manifest = manifest(sample, "tuned", null);
    String elsewhere =
        manifest.toString().replace(sample.namespace(), sample.namespace() + "-elsewhere");

    List<JsonNode> here = post("/import/auto", manifest.toString());
    List<JsonNode> there = post("/import/auto", elsewhere);

    assertThat(here.getFirst().get("status").asString()).isEqualTo("KNOWN");
    assertThat(there.getFirst().get("status").asString()).isEqualTo("RECORDED");
  }

  @Test
  void tellsWhatIsStillTrueOfAFile(Sample sample) {
    family(sample);
    String manifest = manifest(sample, "tuned", null).toString();

    List<JsonNode> before = post("/manifest/verify", manifest);
    sample.ask(Map.of("edges", List.of(sample.edge("TRAINED_ON", "tuned", "corpus"))));
    List<JsonNode> after = post("/manifest/verify", manifest);
    List<JsonNode> changed =
        post("/manifest/verify", manifest.replace("\"name\":\"base\"", "\"name\":\"basis\""));

    assertThat(before.getLast().get("true").asBoolean()).isTrue();
    assertThat(before)
        .allSatisfy(it -> assertThat(it.path("status").asString("OK")).isEqualTo("OK"));
    assertThat(places(after, "SINCE"))
        .containsExactly("parents[TRAINED_ON " + sample.id("corpus") + "]");
    assertThat(places(after, "WRONG")).isEmpty();
    assertThat(places(changed, "WRONG"))
        .containsExactly("signature", "parents[FINE_TUNED_FROM " + sample.id("base") + "]");
  }

  private static List<String> places(List<JsonNode> lines, String status) {
    return lines.stream()
        .filter(line -> line.path("status").asString("").equals(status))
        .map(line -> line.get("place").asString())
        .toList();
  }

  private long family(Sample sample) {
    sample.record(
        sample.artifact("corpus", "corpus", List.of()),
        sample.artifact("model", "base", List.of()));
    return sample
        .record(
            sample.artifact("model", "tuned", List.of(sample.parent("FINE_TUNED_FROM", "base"))))
        .data("/record/revision")
        .asLong();
  }

  private JsonNode manifest(Sample sample, String name, @Nullable Long asOf) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("id", sample.id(name));
    if (asOf != null) {
      variables.put("asOf", asOf);
    }
    return gateway.ask(MANIFEST, variables).data("/artifact/manifest");
  }

  private List<JsonNode> post(String path, String body) {
    HttpResponse<String> response = gateway.post(path, body, null);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body().lines().map(Gateway.JSON::readTree).toList();
  }
}
