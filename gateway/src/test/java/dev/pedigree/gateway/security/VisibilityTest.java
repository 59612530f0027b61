package dev.pedigree.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.admission.Questions;
import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.SecuredGateway;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.caller.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.graphql.execution.GraphQlSource;
import tools.jackson.databind.JsonNode;

/**
 * What one who may read a namespace learns of the others: nothing. The graph, upwards: {@code top}
 * (open), {@code hidden} and {@code deep} (secret), {@code base} (open); {@code shared} has a name
 * in both.
 */
@WithGateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VisibilityTest {
  private static final String RECORD =
      "mutation ($input: RecordInput!) { record(input: $input) { artifacts { id } } }";

  private final SecuredGateway gateway;
  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private final String open = "open-" + mark;
  private final String secret = "secret-" + mark;
  private final String everybody;
  private final String reader;

  VisibilityTest(SecuredGateway gateway) {
    this.gateway = gateway;
    this.everybody = gateway.tokens().ofAll("root");
    this.reader =
        gateway.tokens().of("reader", List.of(Scope.values()), List.of(open), List.of(open));
  }

  @BeforeAll
  void recordTheGraph() {
    record(model(open, "base", List.of()));
    record(model(secret, "deep", List.of()));
    record(
        model(
            secret,
            "hidden",
            List.of(parent("FINE_TUNED_FROM", "base"), parent("MERGED_FROM", "deep"))));
    record(model(open, "top", List.of(parent("FINE_TUNED_FROM", "hidden"))));
    record(named("shared", secret, "zebra" + mark));
    record(named("shared", open, "plain" + mark));
    gateway.gateway().awaitSearch(everybody);
  }

  private String id(String content) {
    return Digest.of(mark + content).toString();
  }

  private Map<String, Object> parent(String type, String content) {
    return Map.of("type", type, "id", id(content));
  }

  private Map<String, Object> model(
      String namespace, String name, List<Map<String, Object>> parents) {
    Map<String, Object> model = new HashMap<>(named(name, namespace, name + mark));
    model.put("parents", parents);
    model.put("labels", List.of(Map.of("key", "tier", "value", namespace)));
    return model;
  }

  private Map<String, Object> named(String content, String namespace, String name) {
    return Map.of("digest", id(content), "namespace", namespace, "name", name);
  }

  private void record(Map<String, Object> model) {
    record(everybody, model).data("/record");
  }

  /** With a request id that tells what is recorded, as those of pipelines do. */
  private Answer record(String token, Map<String, Object> model) {
    Map<String, Object> input =
        Map.of(
            "requestId",
            "%s/%s as %s".formatted(model.get("namespace"), model.get("name"), UUID.randomUUID()),
            "artifacts",
            List.of(Map.of("model", model)));
    return gateway.ask(token, RECORD, Map.of("input", input));
  }

  private Answer ask(String document) {
    return gateway.ask(reader, document.replace("'", "\""));
  }

  @Test
  void walksGoThroughWhatIsHiddenAndSayHowMuchThatIs() {
    Answer answer =
        ask(
            """
            { artifact(id: '%s') {
                parents { totalCount nodes { type parent { id } } }
                ancestors {
                  totalCount redactedCount ids
                  nodes { name } edges { depth via { type child { name } parent { name } } }
                  groups(by: NAMESPACE) { key count }
            } } }
            """
                .formatted(id("top")));

    JsonNode ancestors = answer.data("/artifact/ancestors");
    assertThat(answer.texts("/artifact/ancestors/nodes", "/name")).containsExactly("base" + mark);
    assertThat(ancestors.at("/totalCount").asInt()).isOne();
    assertThat(ancestors.at("/redactedCount").asInt()).isEqualTo(2);
    assertThat(ancestors.at("/edges/0/depth").asInt()).isEqualTo(2);
    assertThat(ancestors.at("/edges/0/via/0/child").isNull()).isTrue();
    assertThat(answer.data("/artifact/parents/nodes/0/parent").isNull()).isTrue();
    assertThat(answer.body().toString()).doesNotContain(secret, id("hidden"), id("deep"));
  }

  @Test
  void aWayLeavesOutWhatIsHidden() {
    Answer answer =
        ask(
            "{ path(child: '%s', ancestor: '%s') { length artifacts { name } edges { type } } }"
                .formatted(id("top"), id("base")));

    assertThat(answer.data("/path/length").asInt()).isEqualTo(2);
    assertThat(answer.data("/path/artifacts/1").isNull()).isTrue();
    assertThat(answer.data("/path/edges")).hasSize(2);
  }

  @Test
  void whatIsHiddenAndWhatIsAbsentAreTheSame() {
    List<String> different = new ArrayList<>();
    List<Questions.Question> hidden = questions(id("hidden"), secret, "hidden" + mark);
    List<Questions.Question> absent = questions(id("absent"), "no-" + mark, "absent" + mark);
    for (int i = 0; i < hidden.size(); i++) {
      if (hidden.get(i).steps().size() > 1) {
        continue;
      }
      String one = normal(gateway.ask(reader, hidden.get(i).document()));
      String other = normal(gateway.ask(reader, absent.get(i).document()));
      if (!one.equals(other)) {
        different.add(hidden.get(i).coordinates() + ": " + one + " but " + other);
      }
    }

    assertThat(different).isEmpty();
  }

  private List<Questions.Question> questions(String id, String namespace, String name) {
    String quoted = "\"" + id + "\"";
    Map<String, String> values = new HashMap<>();
    for (String argument :
        List.of("id", "artifact", "child", "parent", "ancestor", "of", "roots", "head", "around")) {
      values.put(argument, quoted);
    }
    values.put("descendantsOf", quoted);
    values.put("namespace", "\"" + namespace + "\"");
    values.put("name", "\"" + name + "\"");
    values.put("text", "\"" + name + "\"");
    return new Questions(gateway.gateway().bean(GraphQlSource.class).schema(), values).all();
  }

  /** Without what differs because the questions do. */
  private String normal(Answer answer) {
    String text = answer.body().toString();
    for (String part : List.of(id("hidden"), id("absent"))) {
      text = text.replace(part, "(id)");
    }
    return text.replace(secret, "(namespace)")
        .replace("no-" + mark, "(namespace)")
        .replace("hidden" + mark, "(name)")
        .replace("absent" + mark, "(name)")
        .replaceAll("\"extensions\":\\{\"revision.*", "")
        .replaceAll("\"left\":\\d+", "")
        .replaceAll("later than [^)]*", "later than now");
  }

  @Test
  void aDiffCountsWhatIsHiddenAndNeverTellsOfIt() {
    Answer upstream =
        ask(
            """
            { lineageDiff(base: "%s", head: "%s") {
                shared redactedCount nearestCommonAncestors { artifact { name } distances }
                changes { nodes { kind summary headEdge { id } } } } }
            """
                .formatted(id("base"), id("top")));
    long head = ask("{ head { revision } }").data("/head/revision").asLong();
    Answer facts =
        ask(
            """
            { graphDiff(from: 0, to: %1$d, around: "%2$s") {
                redactedCount groups { key count } changes { totalCount edges { node { facts { summary } } } } }
              all: graphDiff(from: 0, to: %1$d) {
                redactedCount groups { key count } changes { totalCount edges { node { facts { summary } } } } } }
            """
                .formatted(head, id("top")));

    assertThat(upstream.data("/lineageDiff/shared").asInt()).isEqualTo(1);
    assertThat(upstream.data("/lineageDiff/redactedCount").asInt()).isEqualTo(2);
    assertThat(upstream.data("/lineageDiff/nearestCommonAncestors/0/distances").toString())
        .isEqualTo("[0,2]");
    assertThat(upstream.data("/lineageDiff/changes/nodes")).isEmpty();
    assertThat(facts.data("/graphDiff/groups").toString())
        .isEqualTo("[{\"key\":\"ArtifactRecorded\",\"count\":2}]");
    assertThat(facts.data("/graphDiff/redactedCount").asInt()).isGreaterThanOrEqualTo(5);
    assertThat(facts.data("/graphDiff/changes/totalCount").asInt()).isEqualTo(2);
    assertThat(facts.data("/all/changes/totalCount").isNull()).isTrue();
    assertThat(facts.data("").toString()).doesNotContain("hidden", "deep", "redacted)");
  }

  @Test
  void aDiffOfWhatIsHiddenIsNotFound() {
    String query = "{ lineageDiff(base: \"%s\", head: \"%s\") { shared } }";

    assertThat(ask(query.formatted(id("top"), id("hidden"))).codes()).containsExactly("NOT_FOUND");
    assertThat(ask(query.formatted(id("hidden"), id("top"))).codes()).containsExactly("NOT_FOUND");
  }

  @Test
  void anEdgeBetweenHiddenArtifactsIsHidden() {
    EdgeId between = EdgeId.of("MERGED_FROM", artifact("hidden"), artifact("deep"));
    EdgeId into = EdgeId.of("FINE_TUNED_FROM", artifact("hidden"), artifact("base"));

    assertThat(ask("{ edge(id: '%s') { type } }".formatted(between)).data("/edge").isNull())
        .isTrue();
    Answer half =
        ask("{ edge(id: '%s') { recordedBy child { id } parent { name } } }".formatted(into));
    assertThat(half.text("/edge/parent/name")).isEqualTo("base" + mark);
    assertThat(half.text("/edge/recordedBy")).isEqualTo("(redacted)");
    assertThat(half.data("/edge/child").isNull()).isTrue();
  }

  private ArtifactId artifact(String content) {
    return ArtifactId.parse(id(content)).orElseThrow();
  }

  @Test
  void aSharedNodeShowsTheNamesOfTheReader() {
    Answer answer =
        ask("{ artifact(id: '%s') { name namespace names { name } } }".formatted(id("shared")));

    assertThat(answer.texts("/artifact/names", "/name")).containsExactly("plain" + mark);
    assertThat(answer.text("/artifact/namespace")).isEqualTo(open);
    assertThat(found("plain" + mark).texts("/search/nodes", "/name"))
        .containsExactly("plain" + mark);
    Answer byHiddenName = found("zebra" + mark);
    assertThat(byHiddenName.data("/search/totalCount").asInt()).isZero();
    assertThat(byHiddenName.data("/search/suggestion").isNull()).isTrue();
    assertThat(gateway.ask(everybody, search("zebra" + mark)).data("/search/totalCount").asInt())
        .isOne();
  }

  private static String search(String text) {
    return """
        { search(text: "%s") {
            totalCount suggestion nodes { name } facets { field values { value count } }
            edges { highlights { field fragments } } } }
        """
        .formatted(text);
  }

  private Answer found(String text) {
    return ask(search(text));
  }

  @Test
  void aSearchAndItsFacetsKnowNothingOfWhatIsHidden() {
    Answer answer = found(mark);

    assertThat(answer.texts("/search/nodes", "/name"))
        .containsExactlyInAnyOrder("base" + mark, "top" + mark, "plain" + mark);
    assertThat(answer.body().toString()).doesNotContain(secret, "zebra");
    assertThat(
            ask("{ search(text: '%s', where: {namespaces: ['%s']}) { totalCount } }"
                    .formatted(mark, secret))
                .data("/search/totalCount")
                .asInt())
        .isZero();
  }

  @Test
  void listsAndExportsLeaveItOut() {
    Answer list =
        ask(
            "{ artifacts { totalCount redactedCount nodes { name } } edges(where: {}) { totalCount nodes { child { name } } } }");

    assertThat(list.texts("/artifacts/nodes", "/name"))
        .containsExactly("base" + mark, "top" + mark, "plain" + mark);
    assertThat(list.texts("/edges/nodes", "/child/name")).containsExactly("top" + mark);
    String lines = gateway.send(reader, "/export", null).body();
    assertThat(lines.lines()).hasSize(3);
    assertThat(lines).doesNotContain(secret, id("hidden"), id("deep"), "zebra");
  }

  @Test
  void theJournalIsRedacted() {
    Answer answer =
        ask(
            "{ journal(first: 1000) { edges { node { by requestId facts { type summary payload artifact { id } edge { id } } } } } }");

    assertThat(answer.body().toString())
        .contains("(redacted)", "plain" + mark, open + "/base" + mark + " as ")
        .doesNotContain(secret, id("hidden"), id("deep"), "zebra");
  }

  @Test
  void nothingIsWrittenElsewhere() {
    Answer elsewhere = record(reader, named("mine", secret, "mine" + mark));
    Answer below = record(reader, model(open, "mine", List.of(parent("MERGED_FROM", "deep"))));
    Answer above =
        ask(
            "mutation { quarantine(input: {artifact: '%s', reason: 'x'}) { revision } }"
                .formatted(id("hidden")));

    assertThat(elsewhere.codes()).containsExactly("FORBIDDEN");
    assertThat(below.codes()).containsExactly("UNKNOWN_PARENT");
    assertThat(above.codes()).containsExactly("NOT_FOUND");
  }

  @Test
  void aCycleIsToldWithoutWhatIsHidden() {
    Answer answer = record(reader, model(open, "base", List.of(parent("MERGED_FROM", "top"))));

    assertThat(answer.codes()).containsExactly("CYCLE");
    assertThat(answer.error().at("/extensions/cycle").toString())
        .contains(id("top"), id("base"))
        .doesNotContain(id("hidden"));
    assertThat(answer.body().toString()).doesNotContain(id("hidden"));
  }

  @Test
  void aRefusedPromotionDoesNotNameAHiddenOffender() {
    String policy =
        """
        name: no-secret-%1$s
        version: 1
        severity: BLOCK
        description: none of the secret ones
        stages: [STAGING]
        rules:
          - ancestors: {}
            forbid: "'tier' in ancestor.labels && ancestor.labels['tier'] == '%2$s'"
            message: hush %1$s
        """
            .formatted(mark, secret);
    String publish = "mutation ($s: String!) { publishPolicy(input: {source: $s}) { revision } }";
    Answer published = gateway.ask(everybody, publish, Map.of("s", policy));
    published.data("/publishPolicy");
    String promote =
        """
        mutation { promote(input: {artifact: '%s', stage: STAGING}) {
          ... on Blocked { verdict { allowed violationCount violations {
            message offender { id } path { length } } } } } }
        """
            .formatted(id("top"));

    Answer blocked = ask(promote);

    JsonNode verdict = blocked.data("/promote/verdict");
    assertThat(verdict.at("/allowed").asBoolean(true)).isFalse();
    assertThat(verdict.at("/violations/0/offender").isNull()).isTrue();
    assertThat(blocked.body().toString()).doesNotContain("hush", id("hidden"));
    String line = "{\"stage\":{\"artifact\":\"%s\",\"stage\":\"STAGING\"}}\n".formatted(id("top"));
    assertThat(gateway.send(reader, "/import", line).body())
        .contains("POLICY_VIOLATED", "no-secret-" + mark)
        .doesNotContain("hush", id("hidden"));
    gateway
        .ask(
            everybody,
            "mutation { retirePolicy(input: {name: \"no-secret-%s\", reason: \"test\"}) { revision } }"
                .formatted(mark))
        .data("/retirePolicy");
  }

  @Test
  void whoRecordedIsWhomTheTokenNames() {
    Answer answer = ask("{ artifact(id: '%s') { recordedBy } }".formatted(id("top")));

    assertThat(answer.text("/artifact/recordedBy")).isEqualTo("root");
  }
}
