package dev.pedigree.gateway.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.interop.openlineage.RunRecord;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClient;
import io.openlineage.client.OpenLineageClientException;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@WithGateway
class OpenLineageTest {
  private static final String LINEAGE = "/api/v1/lineage";
  private static final String BATCH = "/api/v1/lineage/batch";
  private static final ZonedDateTime AT = ZonedDateTime.parse("2026-10-01T08:00:00Z");

  private final Gateway gateway;
  private final UUID run = UUID.randomUUID();

  OpenLineageTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void takesWhatTheOfficialClientSends(Sample sample) throws Exception {
    OpenLineage of = new OpenLineage(URI.create("https://example.org/tool"));
    OpenLineage.Job job =
        of.newJob(
            sample.namespace(),
            "nightly",
            of.newJobFacetsBuilder().sql(of.newSQLJobFacet("select 1", null)).build());
    List<OpenLineage.InputDataset> inputs =
        List.of(of.newInputDataset(sample.namespace(), "a", null, null));
    OpenLineage.OutputDataset output =
        of.newOutputDataset(
            sample.namespace(),
            "b",
            of.newDatasetFacetsBuilder().version(of.newDatasetVersionDatasetFacet("7")).build(),
            null);

    try (HttpTransport transport = transport(HttpConfig.Compression.GZIP)) {
      OpenLineageClient client = new OpenLineageClient(transport);
      client.emit(
          of.newRunEventBuilder()
              .eventType(OpenLineage.RunEvent.EventType.START)
              .eventTime(AT)
              .run(of.newRun(run, null))
              .job(job)
              .inputs(inputs)
              .outputs(List.of())
              .build());
      assertThat(dataset(sample, "b", "7").isNull()).isTrue();
      client.emit(
          of.newRunEventBuilder()
              .eventType(OpenLineage.RunEvent.EventType.COMPLETE)
              .eventTime(AT.plusMinutes(5))
              .run(of.newRun(run, null))
              .job(job)
              .inputs(List.of())
              .outputs(List.of(output))
              .build());
      client.emit(of.newDatasetEvent(AT, of.newStaticDataset(sample.namespace(), "c", null)));
    }

    JsonNode b = dataset(sample, "b", "7");
    assertThat(b.get("createdAt").asString()).isEqualTo("2026-10-01T08:05:00Z");
    assertThat(b.get("provenance").asString()).isEqualTo("PARTIAL");
    assertThat(b.at("/parents/nodes/0/type").asString()).isEqualTo("DERIVED_FROM");
    assertThat(b.at("/parents/nodes/0/parent/name").asString()).isEqualTo("a");
    assertThat(b.at("/parents/nodes/0/attributes/run/runId").asString()).isEqualTo(run.toString());
    assertThat(b.at("/parents/nodes/1/type").asString()).isEqualTo("BUILT_WITH");
    assertThat(dataset(sample, "c", null).get("name").asString()).isEqualTo("c");
  }

  @Test
  void tellsTheOfficialClientWhatItRefuses() {
    OpenLineage of = new OpenLineage(URI.create("https://example.org/tool"));

    assertThatThrownBy(
            () -> {
              try (HttpTransport transport = transport(null)) {
                new OpenLineageClient(transport)
                    .emit(of.newDatasetEvent(AT, of.newStaticDataset("", "c", null)));
              }
            })
        .isInstanceOf(OpenLineageClientException.class)
        .hasStackTraceContaining("400");
  }

  @Test
  void recordsARunWhoseStartComesAfterItsEndAndAllOfItTwice(Sample sample) {
    String start = event(run, "START", 0, sample, "a", "");
    String end = event(run, "COMPLETE", 5, sample, "", "b");

    assertThat(Posted.text(gateway, LINEAGE, end).status()).isEqualTo(201);
    JsonNode before = dataset(sample, "b", run.toString());
    assertThat(Posted.text(gateway, LINEAGE, start).status()).isEqualTo(201);
    JsonNode after = dataset(sample, "b", run.toString());
    Posted.text(gateway, LINEAGE, end);
    Posted.text(gateway, LINEAGE, start);
    JsonNode again = dataset(sample, "b", run.toString());

    assertThat(before.at("/parents/nodes")).isEmpty();
    assertThat(after.at("/parents/nodes")).hasSize(1);
    assertThat(again).isEqualTo(after);
  }

  @Test
  void makesANodeForEachRunOfWhatIsReadAndWritten(Sample sample) {
    UUID next = UUID.randomUUID();
    Posted.text(gateway, LINEAGE, event(run, "COMPLETE", 0, sample, "t", "t"));
    Posted.text(gateway, LINEAGE, event(next, "COMPLETE", 5, sample, "t", "t"));
    Posted.text(gateway, LINEAGE, event(next, "COMPLETE", 5, sample, "t", "t"));

    JsonNode newest = dataset(sample, "t", next.toString());

    assertThat(newest.at("/ancestors/nodes"))
        .extracting(it -> it.at("/version").asString(""))
        .containsExactly(run.toString(), "");
  }

  @Test
  void neverClosesACycleWhenARunComesLate(Sample sample) {
    String a = "a\",\"facets\":{\"version\":{\"datasetVersion\":\"1\"}},\"x\":\"";
    Posted.text(gateway, LINEAGE, event(run, "COMPLETE", 5, sample, a, "b"));

    Posted late =
        Posted.text(gateway, LINEAGE, event(UUID.randomUUID(), "COMPLETE", 0, sample, "b", a));

    assertThat(late.status()).isEqualTo(201);
    JsonNode first = dataset(sample, "a", "1");
    assertThat(first.at("/parents/nodes")).hasSize(1);
    assertThat(first.at("/parents/nodes/0/parent/version").isNull()).isTrue();
  }

  @Test
  void recordsNothingOfARunThatFailed(Sample sample) {
    Posted.text(gateway, LINEAGE, event(run, "START", 0, sample, "a", "b"));

    assertThat(Posted.text(gateway, LINEAGE, event(run, "FAIL", 5, sample, "", "")).status())
        .isEqualTo(201);
    assertThat(dataset(sample, "b", run.toString()).isNull()).isTrue();
  }

  @Test
  void leavesOutWhatWouldGoInCirclesForJobsWithoutRuns(Sample sample) {
    String there = jobEvent(sample, "a", "b");
    String back = jobEvent(sample, "b", "a");

    assertThat(Posted.text(gateway, LINEAGE, there).status()).isEqualTo(201);
    assertThat(Posted.text(gateway, LINEAGE, back).status()).isEqualTo(201);

    assertThat(dataset(sample, "b", null).at("/parents/nodes")).hasSize(1);
    assertThat(dataset(sample, "a", null).at("/parents/nodes")).isEmpty();
  }

  @Test
  void answersBatchesEventByEvent(Sample sample) {
    String good = event(run, "COMPLETE", 0, sample, "a", "b");

    Posted all = Posted.text(gateway, BATCH, "[" + good + "," + good + "]");
    Posted some = Posted.text(gateway, BATCH, "[" + good + ",{\"eventTime\":7},8]");
    Posted none = Posted.text(gateway, BATCH, "[{}]");

    assertThat(all.status()).isEqualTo(200);
    assertThat(all.body())
        .isEqualTo(
            "{\"status\":\"success\",\"summary\":{\"received\":2,\"successful\":2,\"failed\":0,\"retriable\":0},\"failed_events\":[]}");
    assertThat(some.status()).isEqualTo(207);
    JsonNode answer = Gateway.JSON.readTree(some.body());
    assertThat(answer.get("status").asString()).isEqualTo("partial_success");
    assertThat(answer.at("/summary/failed").asInt()).isEqualTo(2);
    assertThat(answer.at("/failed_events/0/index").asInt()).isEqualTo(1);
    assertThat(answer.at("/failed_events/0/reason").asString())
        .isEqualTo("[1].eventTime: 7 (expected: a text)");
    assertThat(answer.at("/failed_events/0/retriable").asBoolean()).isFalse();
    assertThat(none.status()).isEqualTo(400);
    assertThat(Posted.text(gateway, BATCH, "{}").status()).isEqualTo(400);
  }

  @Test
  void refusesWhatIsNoEvent() {
    assertThat(Posted.text(gateway, LINEAGE, "{\"run\":").body()).contains("ends in the middle");
    assertThat(Posted.text(gateway, LINEAGE, "[]").status()).isEqualTo(400);
    assertThat(Posted.text(gateway, LINEAGE, "{\"a\":" + "[".repeat(10_000)).body())
        .contains("nested too deeply");
    assertThat(
            Posted.bytes(
                    gateway,
                    LINEAGE,
                    Posted.packed(new byte[9 << 20]),
                    Map.of("Content-Encoding", "gzip"))
                .code())
        .isEqualTo("TOO_LARGE");
  }

  @Test
  void takesTimesBefore1970AndFarAhead(Sample sample) {
    String old = event(run, "COMPLETE", 0, sample, "a", "b").replace("2026-10-01", "1969-12-31");
    String ahead =
        event(UUID.randomUUID(), "COMPLETE", 0, sample, "a", "c")
            .replace("2026-10-01", "9999-12-31");

    assertThat(Posted.text(gateway, LINEAGE, old).status()).isEqualTo(201);
    assertThat(Posted.text(gateway, LINEAGE, ahead).status()).isEqualTo(201);
    assertThat(dataset(sample, "b", run.toString()).get("createdAt").asString())
        .isEqualTo("1969-12-31T08:00:00Z");
  }

  @Test
  void takesBackARunAsOneDocument(Sample sample) {
    Posted.text(gateway, LINEAGE, event(run, "START", 0, sample, "a", ""));
    Posted.text(gateway, LINEAGE, event(run, "COMPLETE", 5, sample, "", "b"));

    Posted done =
        Posted.bytes(
            gateway,
            "/retract",
            "{\"document\":\"%s\",\"reason\":\"a wrong table\"}"
                .formatted(RunRecord.document(run.toString()))
                .getBytes(StandardCharsets.UTF_8),
            Map.of("Content-Type", "application/json"));

    assertThat(done.statuses()).containsExactly("RETRACTED", "RETRACTED", "RETRACTED");
  }

  @Test
  void readsEventsThatWereKeptInAFile(Sample sample) {
    UUID next = UUID.randomUUID();
    String file =
        "[%s,%s,%s,%s]"
            .formatted(
                event(next, "COMPLETE", 9, sample, "b", "c"),
                event(run, "START", 0, sample, "a", ""),
                event(UUID.randomUUID(), "START", 0, sample, "", "d"),
                event(run, "COMPLETE", 5, sample, "", "b"));

    Posted first = Posted.text(gateway, "/import/auto", file);
    Posted again = Posted.text(gateway, "/import/openlineage", file);

    assertThat(first.statuses()).containsExactly("RECORDED", "RECORDED", "LOST");
    assertThat(again.statuses()).containsExactly("KNOWN", "KNOWN", "LOST");
    assertThat(dataset(sample, "c", next.toString()).at("/parents/nodes/0/parent/version"))
        .isEqualTo(Gateway.JSON.valueToTree(run.toString()));
  }

  private HttpTransport transport(HttpConfig.@Nullable Compression compression) {
    HttpConfig config = new HttpConfig();
    config.setUrl(URI.create("http://127.0.0.1:" + gateway.port()));
    config.setCompression(compression);
    return new HttpTransport(config);
  }

  private static String event(
      UUID run, String type, int minute, Sample sample, String input, String output) {
    return """
        {"eventType":"%s","eventTime":"2026-10-01T08:%02d:00Z","producer":"https://example.org/tool",
         "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
         "run":{"runId":"%s"},"job":{"namespace":"%s","name":"nightly"},"inputs":%s,"outputs":%s}
        """
        .formatted(
            type,
            minute,
            run,
            sample.namespace(),
            datasets(sample, input),
            datasets(sample, output));
  }

  private static String jobEvent(Sample sample, String input, String output) {
    return """
        {"eventTime":"2026-10-01T08:00:00Z","producer":"https://example.org/tool",
         "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent",
         "job":{"namespace":"%s","name":"%s"},"inputs":%s,"outputs":%s}
        """
        .formatted(sample.namespace(), output, datasets(sample, input), datasets(sample, output));
  }

  private static String datasets(Sample sample, String name) {
    return name.isEmpty()
        ? "[]"
        : "[{\"namespace\":\"%s\",\"name\":\"%s\"}]".formatted(sample.namespace(), name);
  }

  private JsonNode dataset(Sample sample, String name, @Nullable String version) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("namespace", sample.namespace());
    variables.put("name", name);
    if (version != null) {
      variables.put("version", version);
    }
    return gateway
        .ask(
            """
            query ($namespace: String!, $name: String!, $version: String) {
              artifactByName(namespace: $namespace, name: $name, version: $version) {
                name version createdAt provenance
                parents { nodes { type attributes parent { name version } } }
                ancestors { nodes { version } }
              }
            }
            """,
            variables)
        .data("/artifactByName");
  }
}
