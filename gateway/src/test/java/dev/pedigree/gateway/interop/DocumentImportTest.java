package dev.pedigree.gateway.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.RawImport;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.graph.artifact.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@WithGateway
class DocumentImportTest {
  private final Gateway gateway;

  DocumentImportTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void reportsWhatBecameOfEachStatement(Sample sample) {
    String manifest = manifest(sample, "model", "corpus");

    Posted first = Posted.text(gateway, "/import/pedigree-manifest", manifest);
    Posted again = Posted.text(gateway, "/import/auto?fileName=model.json", manifest);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.statuses()).containsExactly("RECORDED", "LOST");
    assertThat(first.lines().getFirst().at("/artifacts/0").asString())
        .isEqualTo(sample.id("model"));
    assertThat(first.last().get("document").asString()).isEqualTo(Digest.of(manifest).toString());
    assertThat(first.last().get("complete").asBoolean()).isTrue();
    assertThat(first.last().get("recorded").asInt()).isEqualTo(1);
    assertThat(first.last().get("revision").asLong()).isPositive();
    assertThat(again.statuses()).containsExactly("KNOWN", "LOST");
    assertThat(again.last().get("format").asString()).isEqualTo("pedigree-manifest");
  }

  @Test
  void takesWhatCurlCallsAForm(Sample sample) {
    String manifest = manifest(sample, "model", "corpus");

    Posted answer =
        Posted.bytes(
            gateway,
            "/import/auto?fileName=model.json",
            manifest.getBytes(StandardCharsets.UTF_8),
            Map.of("Content-Type", "application/x-www-form-urlencoded"));

    assertThat(answer.statuses()).containsExactly("RECORDED", "LOST");
  }

  @Test
  void saysInTheJournalWhichDocumentSaidIt(Sample sample) {
    String manifest = manifest(sample, "model", "corpus");

    long revision =
        Posted.text(gateway, "/import/pedigree-manifest", manifest).last().get("revision").asLong();

    JsonNode facts =
        gateway
            .ask(
                "query ($after: Revision) { journal(after: $after, first: 1) { edges { node { facts { type summary payload } } } } }",
                Map.of("after", revision - 1))
            .data("/journal/edges/0/node/facts");
    assertThat(facts.at("/0/type").asString()).isEqualTo("DocumentImported");
    assertThat(facts.at("/0/payload/document").asString())
        .isEqualTo(Digest.of(manifest).toString());
    assertThat(facts.at("/0/summary").asString())
        .startsWith("by pedigree-manifest document sha256:");
  }

  @Test
  void takesBackWhatADocumentBroughtAndNobodyElseBuiltOn(Sample sample) {
    String manifest = manifest(sample, "model", "corpus");
    Posted.text(gateway, "/import/pedigree-manifest", manifest);
    sample.record(
        sample.artifact("model", "other", List.of(sample.parent("TRAINED_ON", "corpus"))));
    String wanted =
        "{\"document\":\"%s\",\"reason\":\"it was wrong\"%s}".formatted(Digest.of(manifest), "%s");

    Posted dry = retract(wanted.formatted(",\"dryRun\":true"));
    Posted done = retract(wanted.formatted(""));
    Posted again = retract(wanted.formatted(""));

    assertThat(dry.statuses()).containsExactly("WOULD_RETRACT", "WOULD_RETRACT", "KEPT");
    assertThat(done.statuses()).containsExactly("RETRACTED", "RETRACTED", "KEPT");
    assertThat(done.last().get("retracted").asInt()).isEqualTo(2);
    assertThat(retraction(sample.id("model"))).isEqualTo("it was wrong");
    assertThat(retraction(sample.id("corpus"))).isEmpty();
    assertThat(again.statuses()).containsExactly("KEPT");
  }

  private Posted retract(String wanted) {
    return Posted.bytes(
        gateway,
        "/retract",
        wanted.getBytes(StandardCharsets.UTF_8),
        Map.of("Content-Type", "application/json"));
  }

  private String retraction(String id) {
    return gateway
        .ask("query ($id: ID!) { artifact(id: $id) { retraction { reason } } }", Map.of("id", id))
        .data("/artifact/retraction/reason")
        .asString("");
  }

  @Test
  void refusesToRetractWhatWasNeverImported() {
    assertThat(retract("{\"document\":\"" + Digest.of("never") + "\",\"reason\":\"x\"}").code())
        .isEqualTo("NOT_FOUND");
    assertThat(retract("{\"document\":\"x\",\"reason\":\"x\"}").code()).isEqualTo("INVALID_DIGEST");
    assertThat(retract("{\"document\":\"" + Digest.of("never") + "\"}").code())
        .isEqualTo("INVALID_VALUE");
    assertThat(retract("{\"document\":").code()).isEqualTo("INVALID_VALUE");
    assertThat(retract("[]").code()).isEqualTo("INVALID_VALUE");
    assertThat(
            retract(
                    "{\"document\":\"%s\",\"reason\":\"x\",\"dryRun\":\"yes\"}"
                        .formatted(Digest.of("never")))
                .code())
        .isEqualTo("INVALID_VALUE");
  }

  @Test
  void refusesWhatCannotBeRead(Sample sample) {
    String manifest = manifest(sample, "model", "corpus");

    assertThat(Posted.text(gateway, "/import/cobol", "x").code()).isEqualTo("NOT_FOUND");
    assertThat(Posted.text(gateway, "/import/auto", "who knows").code()).isEqualTo("INVALID_VALUE");
    Posted half =
        Posted.text(
            gateway, "/import/pedigree-manifest", manifest.substring(0, manifest.length() / 2));
    assertThat(half.status()).isEqualTo(400);
    assertThat(half.body()).contains("ends in the middle");
    assertThat(Posted.text(gateway, "/import/openlineage", manifest).body()).contains("eventTime");
    assertThat(
            Posted.text(gateway, "/import/pedigree-manifest", "{\"a\":" + "[".repeat(10_000))
                .body())
        .contains("nested too deeply");
  }

  @Test
  void refusesAManifestThatWasChangedByHand(Sample sample) {
    String changed =
        manifest(sample, "model", "corpus").replace(sample.id("corpus"), sample.id("other"));

    Posted answer =
        Posted.text(
            gateway,
            "/import/pedigree-manifest",
            changed.replace("\"id\":\"" + sample.id("model"), "\"id\":\"" + sample.id("x")));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("of what the manifest says");
  }

  @Test
  void unpacksADocumentUpToALimit(Sample sample) {
    byte[] manifest = manifest(sample, "model", "corpus").getBytes(StandardCharsets.UTF_8);
    Map<String, String> gzip = Map.of("Content-Encoding", "gzip");
    byte[] bomb = Posted.packed(new byte[101 << 20]);

    assertThat(
            Posted.bytes(gateway, "/import/auto", Posted.packed(manifest), gzip)
                .last()
                .get("bytes")
                .asInt())
        .isEqualTo(manifest.length);
    assertThat(bomb.length).isLessThan(200_000);
    assertThat(Posted.bytes(gateway, "/import/auto", bomb, gzip).code()).isEqualTo("TOO_LARGE");
    assertThat(Posted.bytes(gateway, "/import/auto", manifest, gzip).code())
        .isEqualTo("INVALID_VALUE");
    assertThat(
            Posted.bytes(gateway, "/import/auto", manifest, Map.of("Content-Encoding", "compress"))
                .code())
        .isEqualTo("INVALID_VALUE");
  }

  @Test
  void letsACallerRunSoManyImportsAtATime(Sample sample) throws IOException {
    List<RawImport> running = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        RawImport raw = new RawImport(gateway.port());
        running.add(raw);
        raw.send(
            "{\"artifact\":{\"kind\":\"CORPUS\",\"digest\":\"%s\",\"namespace\":\"%s\",\"name\":\"c%d\"}}\n"
                .formatted(sample.id("c" + i), sample.namespace(), i));
      }

      Posted refused = Posted.text(gateway, "/import/auto", "{\"pedigreeManifest\":1}");
      Posted other =
          Posted.bytes(
              gateway,
              "/import/auto",
              manifest(sample, "model", "corpus").getBytes(StandardCharsets.UTF_8),
              Map.of("X-Pedigree-Caller", "somebody-else"));

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo("RATE_LIMITED");
      assertThat(other.status()).isEqualTo(200);
    } finally {
      for (RawImport raw : running) {
        raw.finish();
        raw.close();
      }
    }
  }

  /** A model that was trained on a corpus, as another gateway would write it. */
  private static String manifest(Sample sample, String model, String corpus) {
    return """
        {"pedigreeManifest":1,"id":"%2$s","revision":9,"kinds":["MODEL"],"names":[{"namespace":"%1$s","name":"%3$s"}],
         "digest":"%2$s","stage":"DRAFT","attributes":{"license":"MIT"},"labels":[{"key":"team","value":"nlp"}],
         "parents":[{"type":"TRAINED_ON","id":"%4$s","kind":"CORPUS","name":{"namespace":"%1$s","name":"%5$s"},
                     "digest":"%4$s","weight":0.5,"mutations":[],"attributes":{}}],
         "checks":[],"quarantine":{"reason":"x"}}
        """
        .formatted(sample.namespace(), sample.id(model), model, sample.id(corpus), corpus);
  }
}
