package dev.pedigree.gateway.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import dev.pedigree.schema.SchemaException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An organisation's own types, mounted as a folder of SDL. */
@WithLocalStack(elasticsearch = true)
class SchemaExtensionTest {
  private static final String ROBOTS =
      """
      "Steers a robot."
      type RobotPolicy implements Artifact @kind(family: "weights", content: true, passesOn: [WEIGHTS, VOCABULARY], joinsLike: MODEL) {
        "What it drives. Null: not known."
        body: RobotBody
        "How often it decides, in hertz. Null: not known."
        rate: Int @range(min: 1, max: 1000)
      }
      "What a policy drives."
      enum RobotBody {
        "One arm."
        ARM
        "Two legs."
        BIPED
      }
      "Learned by watching."
      type Imitation implements ArtifactMutation @mutation(flavor: INSERTION) {
        "How many episodes were watched. Null: not known."
        episodes: Int
      }
      extend enum EdgeType {
        "Was trained in the parent's world."
        SIMULATED_IN @edge(children: [ROBOT_POLICY], parents: [CODE], inherits: [BEHAVIOUR])
      }
      """;

  private static String keyspace = "";
  private static Gateway gateway;
  private static Sample sample;

  @BeforeAll
  static void start(Endpoints endpoints, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("robots.graphqls"), ROBOTS);
    keyspace = Gateway.freshKeyspace();
    gateway =
        Gateway.launch(
            endpoints.cassandraPort(),
            keyspace,
            endpoints.elasticsearchUri(),
            "--pedigree.schema.extensions=" + folder);
    gateway.awaitReadiness(200);
    sample = Sample.in(gateway);
    sample.record(
        sample.artifact("model", "vision", List.of()),
        sample.artifact("code", "world", List.of()),
        Map.of(
            "robotPolicy",
            Map.of(
                "digest",
                sample.id("gripper"),
                "namespace",
                sample.namespace(),
                "name",
                "gripper",
                "body",
                "ARM",
                "rate",
                50,
                "parents",
                List.of(
                    sample.parent("SIMULATED_IN", "world"),
                    Map.of(
                        "type",
                        "FINE_TUNED_FROM",
                        "id",
                        sample.id("vision"),
                        "mutations",
                        List.of(Map.of("imitation", Map.of("episodes", 12))))))));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void isQueriedWithItsOwnFields() {
    Answer answer =
        gateway.ask(
            """
            query ($id: ID!) {
              artifact(id: $id) {
                kind ... on RobotPolicy { body rate }
                parents { edges { node { type inherits mutations { kind ... on Imitation { episodes } } } } }
              }
            }
            """,
            Map.of("id", sample.id("gripper")));

    assertThat(answer.text("/artifact/kind")).isEqualTo("ROBOT_POLICY");
    assertThat(answer.text("/artifact/body")).isEqualTo("ARM");
    assertThat(answer.data("/artifact/rate").asInt()).isEqualTo(50);
    assertThat(answer.texts("/artifact/parents/edges", "/node/type"))
        .containsExactlyInAnyOrder("SIMULATED_IN", "FINE_TUNED_FROM");
    assertThat(answer.data("/artifact/parents").toString())
        .contains("\"kind\":\"IMITATION\",\"episodes\":12");
  }

  @Test
  void isFilteredAndSearched() {
    gateway.awaitSearch();
    Answer answer =
        gateway.ask(
            """
            query ($id: ID!, $namespace: String!) {
              artifact(id: $id) { descendants(filter: {where: {kinds: [ROBOT_POLICY]}}) { ids } }
              edges(where: {types: [SIMULATED_IN], mutations: []}) { totalCount }
              search(text: "gripper", where: {kinds: [ROBOT_POLICY], namespaces: [$namespace]}) {
                nodes { id ... on RobotPolicy { body } }
              }
            }
            """,
            Map.of("id", sample.id("vision"), "namespace", sample.namespace()));

    assertThat(answer.data("/artifact/descendants/ids").toString()).contains(sample.id("gripper"));
    assertThat(answer.texts("/search/nodes", "/id")).containsExactly(sample.id("gripper"));
    assertThat(answer.texts("/search/nodes", "/body")).containsExactly("ARM");
  }

  @Test
  void isCheckedLikeEveryOtherKind() {
    Answer range =
        sample.ask(
            Map.of(
                "artifacts",
                List.of(
                    Map.of(
                        "robotPolicy",
                        Map.of(
                            "digest",
                            sample.id("fast"),
                            "namespace",
                            "n",
                            "name",
                            "f",
                            "rate",
                            9999)))));

    assertThat(range.codes()).containsExactly("INVALID_VALUE");
    assertThat(range.error().at("/message").asString())
        .contains("rate: 9999 (expected: 1 to 1000)");
    assertThat(
            sample
                .ask(
                    Map.of(
                        "artifacts",
                        List.of(
                            sample.artifact(
                                "model", "m2", List.of(sample.parent("SIMULATED_IN", "world"))))))
                .codes())
        .containsExactly("INVALID_EDGE");
  }

  @Test
  void isListedAmongTheTypes() {
    Answer answer =
        gateway.ask(
            "{ kinds { kind fields { name } } edgeTypes { type children parents } mutationKinds { kind } }");

    assertThat(answer.texts("/kinds", "/kind")).endsWith("ROBOT_POLICY");
    assertThat(answer.texts("/mutationKinds", "/kind")).endsWith("IMITATION");
    assertThat(answer.data("/edgeTypes").toString())
        .contains(
            "{\"type\":\"SIMULATED_IN\",\"children\":[\"ROBOT_POLICY\"],\"parents\":[\"CODE\"]}");
  }

  @Test
  void tellsBeforehandWhatWouldBeRefused() {
    JsonNode same = check(ROBOTS);
    assertThat(same.get("inForce").asString()).isEqualTo(same.get("offered").asString());
    assertThat(same.get("orphaned").toString()).isEqualTo("[]");
    assertThat(check(ROBOTS.replace("max: 1000", "max: 10")).get("orphaned").toString())
        .isEqualTo(
            "[\"robots.graphqls:5: RobotPolicy.rate: @range becomes 1 to 10 (expected: no narrower than 1 to 1000)\"]");
    assertThat(check("").get("orphaned").toString())
        .contains(
            "kind ROBOT_POLICY is gone (expected: it stays, 1 artifact is of it)",
            "edge type SIMULATED_IN is gone (expected: it stays, 1 edge is of it)");
    assertThat(check("").get("broken").toString())
        .contains("ArtifactKind: The new API is missing an enum value 'ROBOT_POLICY'");
    assertThat(check(ROBOTS + "extend type Query { a: Int }").get("wrong").toString())
        .contains("robots.graphqls:24: Query cannot be extended");
    HttpResponse<String> malformed = gateway.post("/schema/check", "{}", null);
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(malformed.body())
        .contains("files: missing (expected: a list of objects with name and text)");
  }

  @Test
  void doesNotStartWithoutWhatIsRecorded(Endpoints endpoints) {
    try (Gateway reduced = Gateway.launch(endpoints.cassandraPort(), keyspace)) {
      reduced.awaitReadiness(503);
      long deadline = System.nanoTime() + 60_000_000_000L;
      String body = "";
      while (!body.contains("refused") && System.nanoTime() < deadline) {
        body = reduced.get("/actuator/health/readiness").body();
      }

      assertThat(body)
          .contains("kind ROBOT_POLICY is gone (expected: it stays, 1 artifact is of it)");
      Answer answer = reduced.ask("{ head { revision } }");
      assertThat(answer.codes()).containsExactly("UNAVAILABLE");
    }
  }

  @Test
  void doesNotStartWithAWrongExtension(Endpoints endpoints, @TempDir Path folder)
      throws IOException {
    Path unwired = Files.createDirectory(folder.resolve("unwired"));
    Files.writeString(
        unwired.resolve("bad.graphqls"),
        "\n\"A robot.\"\ntype Robot implements Artifact @kind(content: true) @unheard { \"x\" a: Int }");
    assertThatThrownBy(
            () ->
                Gateway.launch(
                    endpoints.cassandraPort(),
                    keyspace,
                    null,
                    "--pedigree.schema.extensions=" + unwired))
        .hasRootCauseInstanceOf(SchemaException.class)
        .rootCause()
        .hasMessageContaining(
            "bad.graphqls:3: Robot: @unheard (expected: one of @kind, @expects, @mutation, @shareable, @tag, @inaccessible)");
    Files.writeString(folder.resolve("bad.graphqls"), "\ntype Robot {");

    assertThatThrownBy(
            () ->
                Gateway.launch(
                    endpoints.cassandraPort(),
                    keyspace,
                    null,
                    "--pedigree.schema.extensions=" + folder))
        .hasRootCauseInstanceOf(SchemaException.class)
        .rootCause()
        .hasMessageContaining("bad.graphqls:2: Invalid syntax");
    assertThatThrownBy(
            () ->
                Gateway.launch(
                    endpoints.cassandraPort(),
                    keyspace,
                    null,
                    "--pedigree.schema.extensions=" + folder.resolve("absent")))
        .rootCause()
        .hasMessageContaining(
            "absent is missing (expected: a folder with files that end in .graphqls)");
  }

  private static JsonNode check(String robots) {
    Map<String, Object> file = Map.of("name", "robots.graphqls", "text", robots);
    String body =
        Gateway.JSON.writeValueAsString(
            Map.of("files", robots.isEmpty() ? List.of() : List.of(file)));
    HttpResponse<String> response = gateway.post("/schema/check", body, null);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Gateway.JSON.readTree(response.body());
  }
}
