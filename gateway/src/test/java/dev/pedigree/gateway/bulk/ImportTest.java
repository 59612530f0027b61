package dev.pedigree.gateway.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.RawImport;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@WithGateway
class ImportTest {
  private final Gateway gateway;

  ImportTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void answersALineBeforeTheNextOneIsSent(Sample sample) throws IOException {
    try (RawImport raw = new RawImport(gateway.port())) {
      JsonNode first = raw.send(artifact(sample, "CORPUS", "corpus", ""));
      JsonNode second =
          raw.send(
              artifact(
                  sample,
                  "MODEL",
                  "model",
                  ",\"parents\":[{\"type\":\"TRAINED_ON\",\"id\":\"%s\",\"weight\":0.5}]"
                      .formatted(sample.id("corpus"))));
      JsonNode third = raw.send(artifact(sample, "CORPUS", "corpus", ""));
      raw.finish();

      assertThat(status(first)).isEqualTo("RECORDED");
      assertThat(first.get("id").asString()).isEqualTo(sample.id("corpus"));
      assertThat(second.get("line").asInt()).isEqualTo(2);
      assertThat(second.get("revision").asLong()).isGreaterThan(first.get("revision").asLong());
      assertThat(status(third)).isEqualTo("KNOWN");
    }
  }

  @Test
  void answersALineThatComesInPieces(Sample sample) throws IOException {
    try (RawImport raw = new RawImport(gateway.port())) {
      String line = artifact(sample, "CORPUS", "corpus", "");
      raw.sendPart(line.substring(0, 20));
      raw.sendPart(line.substring(20, 21));

      JsonNode verdict = raw.send(line.substring(21));

      assertThat(status(verdict)).isEqualTo("RECORDED");
    }
  }

  @Test
  void recordsArtifactsEdgesAndChecksWithEveryField(Sample sample) {
    List<JsonNode> verdicts =
        gateway.load(
            artifact(sample, "CORPUS", "corpus", ",\"provenance\":\"ORIGIN\",\"owners\":[\"a\"]")
                + artifact(
                    sample,
                    "MODEL",
                    "model",
                    """
                    ,"version":"1","createdAt":"2026-01-01T00:00:00Z","description":"d",
                    "labels":[{"key":"k","value":"v"}],"attributes":{"architecture":"x","parameters":5},
                    "checks":[{"name":"pii","version":1,"outcome":"PASSED"}]
                    """
                        .replace("\n", ""))
                + """
                {"edge":{"type":"TRAINED_ON","child":"%s","parent":"%s","weight":0.25,"attributes":{"a":[1,null]},\
                "mutations":[{"kind":"FILTERING","description":"f"}]}}
                {"check":{"artifact":"%s","name":"tox","version":2,"outcome":"FAILED","evidence":"e"}}
                """
                    .formatted(sample.id("model"), sample.id("corpus"), sample.id("model")));

    JsonNode model =
        gateway
            .ask(
                """
                query ($id: ID!) {
                  artifact(id: $id) {
                    version createdAt description labels { value } attributes checks { name outcome evidence }
                    parents { nodes { weight attributes mutations { kind description } parent { owners provenance } } }
                  }
                }
                """,
                Map.of("id", sample.id("model")))
            .data("/artifact");

    assertThat(verdicts).extracting(ImportTest::status).containsOnly("RECORDED").hasSize(4);
    assertThat(model.at("/attributes/architecture").asString()).isEqualTo("x");
    assertThat(model.at("/checks/1/evidence").asString()).isEqualTo("e");
    assertThat(model.at("/parents/nodes/0/weight").asDouble()).isEqualTo(0.25);
    assertThat(model.at("/parents/nodes/0/attributes").toString()).isEqualTo("{\"a\":[1,null]}");
    assertThat(model.at("/parents/nodes/0/mutations/0/kind").asString()).isEqualTo("FILTERING");
    assertThat(model.at("/parents/nodes/0/parent/provenance").asString()).isEqualTo("ORIGIN");
  }

  @Test
  void takesTheStageThatAnArtifactComesWithOnceOnly(Sample sample) {
    sample.record(sample.artifact("model", "m", List.of()));
    String line = "{\"stage\":{\"artifact\":\"%s\",\"stage\":\"%s\",\"reason\":\"since May\"}}\n";

    List<JsonNode> verdicts =
        gateway.load(
            line.formatted(sample.id("m"), "PRODUCTION")
                + line.formatted(sample.id("m"), "PRODUCTION")
                + line.formatted(sample.id("m"), "STAGING")
                + line.formatted(sample.id("absent"), "STAGING"));

    assertThat(verdicts)
        .extracting(ImportTest::status)
        .containsExactly("RECORDED", "KNOWN", "KNOWN", "REFUSED");
    assertThat(verdicts.getFirst().get("id").asString()).isEqualTo(sample.id("m"));
    assertThat(verdicts.get(1).has("code")).isFalse();
    assertThat(verdicts.get(2).get("code").asString()).isEqualTo("STAGE_KEPT");
    assertThat(verdicts.get(2).get("message").asString())
        .isEqualTo("stage: STAGING (left as it was set before: PRODUCTION)");
    assertThat(verdicts.get(3).get("code").asString()).isEqualTo("NOT_FOUND");
    assertThat(
            gateway
                .ask(
                    "query ($id: ID!) { artifact(id: $id) { stage } }",
                    Map.of("id", sample.id("m")))
                .text("/artifact/stage"))
        .isEqualTo("PRODUCTION");
  }

  @Test
  void refusesALineAndGoesOnWithTheNext(Sample sample) {
    List<JsonNode> verdicts =
        gateway.load("{\"artifact\":{\"kind\"\n\n" + artifact(sample, "CORPUS", "corpus", ""));

    assertThat(verdicts).extracting(ImportTest::status).containsExactly("REFUSED", "RECORDED");
    assertThat(verdicts).extracting(it -> it.get("line").asInt()).containsExactly(1, 3);
    assertThat(verdicts.getFirst().get("code").asString()).isEqualTo("INVALID_VALUE");
    assertThat(verdicts.getFirst().get("message").asString()).contains("column 20");
  }

  @Test
  void countsBlankLinesFromTheFirstOn(Sample sample) {
    List<JsonNode> verdicts =
        gateway.load("\n\r\n" + artifact(sample, "CORPUS", "corpus", "") + "\n \n{}\n\n" + "[]");

    assertThat(verdicts).extracting(it -> it.get("line").asInt()).containsExactly(3, 6, 8);
  }

  @Test
  void listsTheFieldsThatThereAre(Sample sample) {
    String edge =
        "{\"edge\":{\"type\":\"QUANTIZED_FROM\",\"child\":\"%s\",\"parent\":\"%s\",\"mutations\":[%s]}}";
    sample.chain("m", 2);

    assertThat(message("{\"gadget\":{}}"))
        .isEqualTo("gadget: unknown field (expected: one of artifact, edge, check, stage)");
    assertThat(message("{\"artifact\":{\"colour\":1}}"))
        .startsWith("artifact.colour: unknown field (expected: one of kind, digest, ");
    assertThat(message(edge.formatted("a", "b", "{\"kind\":\"QUANTIZATION\",\"bits\":4}")))
        .isEqualTo(
            "edge.mutations[0].bits: unknown field (expected: one of kind, description, attributes)");
    assertThat(
            message(
                edge.formatted(
                    sample.id("m0"),
                    sample.id("m1"),
                    "{\"kind\":\"QUANTIZATION\",\"attributes\":{\"bit\":4}}")))
        .startsWith(
            "edge.mutations[0].attributes.bit: unknown field (expected: one of bits, method, ");
  }

  @Test
  void saysInWordsWhyJsonCannotBeRead() {
    assertThat(message("{\"edge\":{\"weight\":NaN}}"))
        .isEqualTo("malformed JSON at column 22: Non-standard token 'NaN'");
    assertThat(message("{\"artifact\":{\"labels\":" + "[".repeat(100)))
        .doesNotContain("StreamReadConstraints");
    assertThat(message("{\"artifact\":{\"attributes\":{\"a\":" + "[".repeat(100)))
        .isEqualTo("not a line of an import: nested too deeply");
  }

  @Test
  void refusesVersionsOfChecksBelowOne(Sample sample) {
    gateway.load(artifact(sample, "CORPUS", "corpus", ""));

    assertThat(
            message(
                "{\"check\":{\"artifact\":\"%s\",\"name\":\"pii\",\"version\":0,\"outcome\":\"PASSED\"}}"
                    .formatted(sample.id("corpus"))))
        .isEqualTo("check.version: 0 (expected: 1 or more)");
  }

  @Test
  void tellsTheWholePlaceOfWhatIsWrong(Sample sample) {
    String common =
        "\"digest\":\"%s\",\"namespace\":\"n\",\"name\":\"m\"".formatted(sample.id("m"));
    String model = "{\"artifact\":{\"kind\":\"MODEL\"," + common + ",%s}}";
    String parent = "\"parents\":[{\"type\":\"QUANTIZED_FROM\",\"id\":\"%s\",%s}]";
    sample.record(sample.artifact("model", "base", List.of()));
    String base = sample.id("base");

    assertPlace(
        model.formatted("\"attributes\":{\"contextLength\":0}"),
        "artifact.attributes.contextLength: 0 (expected: 1 or more)");
    assertPlace(
        model.formatted("\"attributes\":{\"languages\":[\"en\",\"?\"]}"),
        "artifact.attributes.languages[1]: \"?\" (expected: a text that matches ");
    assertPlace(
        model.formatted("\"attributes\":{\"callsign\":1}"),
        "artifact.attributes.callsign: unknown field (expected: one of architecture, ");
    assertPlace(
        model.formatted(
            parent.formatted(
                base, "\"mutations\":[{\"kind\":\"QUANTIZATION\",\"attributes\":{\"bits\":64}}]")),
        "artifact.parents[0].mutations[0].attributes.bits: 64 (expected: 1 to 32)");
    assertPlace(
        model.formatted(parent.formatted(base, "\"mutations\":[{\"kind\":\"GADGET\"}]")),
        "artifact.parents[0].mutations[0].kind: \"GADGET\" (expected: one of ");
    assertPlace(
        model.formatted(parent.formatted(base, "\"mutations\":5")),
        "artifact.parents[0].mutations: 5 (expected: a list)");
    assertPlace(
        model.formatted(parent.formatted(base, "\"mutations\":[5]")),
        "artifact.parents[0].mutations[0]: 5 (expected: an object)");
    assertPlace(
        model.formatted("\"owners\":[\"ada\",7]"), "artifact.owners[1]: 7 (expected: a text)");
    assertPlace(
        "{\"artifact\":{\"kind\":\"GADGET\"," + common + "}}",
        "artifact.kind: \"GADGET\" (expected: one of ");
    assertPlace(
        model.formatted("\"version\":\"\""),
        "artifact.version: blank (expected: at least one character)");
    assertPlace(
        "{\"edge\":{\"type\":\"SERVES\",\"child\":\"md5:1\",\"parent\":\"%s\"}}".formatted(base),
        "edge.child: \"md5:1\" (expected: sha256: and 64 lower-case hex digits)");
  }

  /** The message begins with the place, and the place stands in {@code path} as well. */
  private void assertPlace(String line, String message) {
    JsonNode verdict = gateway.load(line).getFirst();

    assertThat(verdict.path("message").asString()).startsWith(message);
    assertThat(message).startsWith(verdict.path("path").asString() + ": ");
  }

  @Test
  void tellsOfSeveralRecordsOnALineWhateverElseIsWrong() {
    assertThat(message("{\"artifact\":{\"kind\":\"MODEL\"},\"edge\":{},\"more\":1}"))
        .isEqualTo("the line holds artifact, edge (expected: one artifact, edge, check or stage)");
    assertThat(message("{}"))
        .isEqualTo("the line holds no record (expected: one artifact, edge, check or stage)");
  }

  private String message(String line) {
    return gateway.load(line).getFirst().path("message").asString();
  }

  @Test
  void refusesWhateverIsNotALine(Sample sample) {
    String id = sample.id("m");
    Map<String, String> lines =
        Map.ofEntries(
            Map.entry("{}", "INVALID_VALUE"),
            Map.entry("[]", "INVALID_VALUE"),
            Map.entry("nonsense", "INVALID_VALUE"),
            Map.entry("{\"artifact\":null}", "INVALID_VALUE"),
            Map.entry("{\"artifact\":{},\"artifact\":{}}", "INVALID_VALUE"),
            Map.entry("{\"gadget\":{}}", "INVALID_VALUE"),
            Map.entry("{\"artifact\":{\"kind\":\"MODEL\",\"colour\":1}}", "INVALID_VALUE"),
            Map.entry("{\"artifact\":{\"kind\":\"MODEL\",\"owners\":[null]}}", "INVALID_VALUE"),
            Map.entry("{\"artifact\":{\"kind\":\"MODEL\",\"labels\":{}}}", "INVALID_VALUE"),
            Map.entry("{\"artifact\":{\"name\":\"\u0001\"}}", "INVALID_VALUE"),
            Map.entry("[".repeat(5000), "INVALID_VALUE"),
            Map.entry(
                "{\"artifact\":{\"kind\":\"MODEL\",\"digest\":\"%s\",\"namespace\":\"n\",\"name\":\"\\ud800\"}}"
                    .formatted(id),
                "INVALID_VALUE"),
            Map.entry(
                "{\"artifact\":{\"kind\":\"GADGET\",\"digest\":\"%s\",\"namespace\":\"n\",\"name\":\"n\"}}"
                    .formatted(id),
                "UNKNOWN_TYPE"),
            Map.entry(
                "{\"artifact\":{\"kind\":\"MODEL\",\"digest\":\"x\",\"namespace\":\"n\",\"name\":\"n\"}}",
                "INVALID_DIGEST"),
            Map.entry(edge("TRAINED_ON", id, id, "NaN"), "INVALID_VALUE"),
            Map.entry("{\"check\":{\"artifact\":\"%s\"}}".formatted(id), "INVALID_VALUE"),
            Map.entry("{\"stage\":{\"artifact\":\"%s\"}}".formatted(id), "INVALID_VALUE"),
            Map.entry(
                "{\"stage\":{\"artifact\":\"%s\",\"stage\":\"LIMBO\"}}".formatted(id),
                "INVALID_VALUE"));

    lines.forEach(
        (line, code) -> {
          List<JsonNode> verdicts = gateway.load(line + "\n");
          assertThat(verdicts).as(line).hasSize(1);
          assertThat(status(verdicts.getFirst())).as(line).isEqualTo("REFUSED");
          assertThat(verdicts.getFirst().get("code").asString()).as(line).isEqualTo(code);
        });
  }

  @Test
  void refusesWhatDoesNotFitTheGraph(Sample sample) {
    sample.chain("m", 3);
    sample.record(sample.artifact("corpus", "corpus", List.of()));

    assertThat(code(edge("FINE_TUNED_FROM", sample.id("m0"), sample.id("m2"), "1")))
        .isEqualTo("CYCLE");
    assertThat(code(edge("FINE_TUNED_FROM", sample.id("m0"), sample.id("m0"), "1")))
        .isEqualTo("INVALID_EDGE");
    assertThat(code(edge("FINE_TUNED_FROM", sample.id("m0"), sample.id("corpus"), "1")))
        .isEqualTo("INVALID_EDGE");
    assertThat(code(edge("TRAINED_ON", sample.id("m0"), sample.id("absent"), "1")))
        .isEqualTo("UNKNOWN_PARENT");
    assertThat(code(edge("TRAINED_ON", sample.id("m0"), sample.id("corpus"), "1e999")))
        .isEqualTo("INVALID_VALUE");
    assertThat(code(artifact(sample, "MODEL", "corpus", "").strip())).isEqualTo("KIND_CONFLICT");
  }

  @Test
  void skipsALineThatIsTooLong(Sample sample) throws IOException {
    try (RawImport raw = new RawImport(gateway.port())) {
      for (int i = 0; i < 10; i++) {
        raw.sendPart("x".repeat(1 << 20));
      }

      JsonNode tooLong = raw.send("\n");
      JsonNode next = raw.send(artifact(sample, "CORPUS", "corpus", ""));

      assertThat(tooLong.get("code").asString()).isEqualTo("TOO_LARGE");
      assertThat(status(next)).isEqualTo("RECORDED");
    }
  }

  @Test
  void goesOnWithoutAClientThatWentAway(Sample sample) throws IOException {
    try (RawImport raw = new RawImport(gateway.port())) {
      raw.send(artifact(sample, "CORPUS", "corpus", ""));
      raw.sendPart("{\"artifact\":");
    }

    assertThat(gateway.load(artifact(sample, "CORPUS", "corpus", "")))
        .extracting(ImportTest::status)
        .containsExactly("KNOWN");
  }

  @Test
  void answersManyLinesInTheirOrder(Sample sample) {
    String lines =
        IntStream.range(0, 10_000)
            .mapToObj(
                i ->
                    artifact(
                        sample,
                        "MODEL",
                        "m" + i,
                        i == 0
                            ? ""
                            : ",\"parents\":[{\"type\":\"FINE_TUNED_FROM\",\"id\":\"%s\"}]"
                                .formatted(sample.id("m" + i / 2))))
            .collect(Collectors.joining());

    List<JsonNode> verdicts = gateway.load(lines);

    assertThat(verdicts)
        .extracting(it -> it.get("line").asInt())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 10_000).boxed().toList());
    assertThat(verdicts).extracting(ImportTest::status).containsOnly("RECORDED");
  }

  @Test
  void endsAtOnceWhereThereIsNothing() {
    assertThat(gateway.load("")).isEmpty();
    assertThat(gateway.load("\n \r\n\t\n")).isEmpty();
  }

  private String code(String line) {
    return gateway.load(line).getFirst().path("code").asString();
  }

  private static String status(JsonNode verdict) {
    return verdict.get("status").asString();
  }

  private static String artifact(Sample sample, String kind, String name, String more) {
    return "{\"artifact\":{\"kind\":\"%s\",\"digest\":\"%s\",\"namespace\":\"%s\",\"name\":\"%s\"%s}}\n"
        .formatted(kind, sample.id(name), sample.namespace(), name, more);
  }

  private static String edge(String type, String child, String parent, String weight) {
    return "{\"edge\":{\"type\":\"%s\",\"child\":\"%s\",\"parent\":\"%s\",\"weight\":%s}}"
        .formatted(type, child, parent, weight);
  }
}
