package dev.pedigree.gateway.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@WithGateway
class ArtifactFetcherTest {
  private final Gateway gateway;

  ArtifactFetcherTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void refusesAnIdThatIsNone() {
    Answer answer = gateway.ask("{ artifact(id: \"nonsense\") { id } }");

    assertThat(answer.codes()).containsExactly("INVALID_DIGEST");
    assertThat(answer.paths()).containsExactly("id");
  }

  @Test
  void showsEveryFieldOfAnArtifact(Sample sample) {
    sample.record(
        sample.artifact("corpus", "corpus", List.of()),
        Map.of(
            "model",
            Map.ofEntries(
                Map.entry("digest", sample.id("model")),
                Map.entry("namespace", sample.namespace()),
                Map.entry("name", "model"),
                Map.entry("version", "1"),
                Map.entry("createdAt", "2026-01-01T00:00:00Z"),
                Map.entry("description", "what it is"),
                Map.entry("owners", List.of("team-a")),
                Map.entry(
                    "labels",
                    List.of(Map.of("key", "b", "value", "2"), Map.of("key", "a", "value", ""))),
                Map.entry(
                    "checks",
                    List.of(
                        Map.of("name", "pii", "version", 2, "outcome", "PASSED", "evidence", "e"))),
                Map.entry("architecture", "Llama"),
                Map.entry("parameters", 7e9),
                Map.entry("contextLength", 4096),
                Map.entry("modalities", List.of("text")),
                Map.entry("knowledgeCutoff", "2025-12-31T23:00:00-01:00"),
                Map.entry("parents", List.of(sample.parent("TRAINED_ON", "corpus"))))));

    Answer answer =
        gateway.ask(
            """
            query ($id: ID!) {
              artifact(id: $id) {
                __typename id kind kinds names { namespace name version } namespace name version digest unhashed
                provenance owners description stage labels { key value } attributes
                checks { name version outcome evidence recordedAt recordedBy revision revoked { reason } }
                named: checks(name: "other") { name }
                quarantine { since } retraction { at } createdAt recordedAt recordedBy revision
                ... on Model { architecture parameters contextLength modalities knowledgeCutoff license }
              }
            }
            """,
            Map.of("id", sample.id("model")));

    assertThat(answer.text("/artifact/__typename")).isEqualTo("Model");
    assertThat(answer.text("/artifact/kind")).isEqualTo("MODEL");
    assertThat(answer.data("/artifact/kinds").toString()).isEqualTo("[\"MODEL\"]");
    assertThat(answer.text("/artifact/names/0/version")).isEqualTo("1");
    assertThat(answer.text("/artifact/digest")).isEqualTo(sample.id("model"));
    assertThat(answer.data("/artifact/unhashed").isNull()).isTrue();
    assertThat(answer.text("/artifact/provenance")).isEqualTo("PARTIAL");
    assertThat(answer.text("/artifact/stage")).isEqualTo("DRAFT");
    assertThat(answer.texts("/artifact/labels", "/key")).containsExactly("a", "b");
    assertThat(answer.text("/artifact/checks/0/evidence")).isEqualTo("e");
    assertThat(answer.data("/artifact/named").isEmpty()).isTrue();
    assertThat(answer.text("/artifact/createdAt")).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(answer.text("/artifact/recordedBy")).isEqualTo("anonymous");
    assertThat(answer.text("/artifact/architecture")).isEqualTo("Llama");
    assertThat(answer.data("/artifact/parameters").asDouble()).isEqualTo(7e9);
    assertThat(answer.data("/artifact/contextLength").asInt()).isEqualTo(4096);
    assertThat(answer.text("/artifact/knowledgeCutoff")).isEqualTo("2025-12-31T23:00:00-01:00");
    assertThat(answer.data("/artifact/license").isNull()).isTrue();
    assertThat(answer.text("/artifact/attributes/architecture")).isEqualTo("Llama");
    assertThat(answer.revision()).isPositive();
  }

  @Test
  void tellsWhatIsNotDeclaredFromTheParents(Sample sample) {
    sample.record(
        sample.artifact("corpus", "corpus", List.of()),
        sample.artifact("model", "model", List.of(sample.parent("TRAINED_ON", "corpus"))));

    Answer answer =
        gateway.ask(
            "query ($a: ID!, $b: ID!) { a: artifact(id: $a) { provenance } b: artifact(id: $b) { provenance } }",
            Map.of("a", sample.id("corpus"), "b", sample.id("model")));

    assertThat(answer.text("/a/provenance")).isEqualTo("UNKNOWN");
    assertThat(answer.text("/b/provenance")).isEqualTo("PARTIAL");
  }

  @Test
  void findsByNameTheNewestWhereNoVersionIsGiven(Sample sample) {
    for (String version : List.of("1", "2")) {
      sample.record(
          Map.of(
              "prompt",
              Map.of(
                  "digest",
                  sample.id("v" + version),
                  "namespace",
                  sample.namespace(),
                  "name",
                  "greeting",
                  "version",
                  version)));
    }

    Answer answer =
        gateway.ask(
            """
            query ($in: String!) {
              newest: artifactByName(namespace: $in, name: "greeting") { id }
              first: artifactByName(namespace: $in, name: "greeting", version: "1") { id }
              none: artifactByName(namespace: $in, name: "greeting", version: "3") { id }
            }
            """,
            Map.of("in", sample.namespace()));

    assertThat(answer.text("/newest/id")).isEqualTo(sample.id("v2"));
    assertThat(answer.text("/first/id")).isEqualTo(sample.id("v1"));
    assertThat(answer.data("/none").isNull()).isTrue();
  }

  @Test
  void showsTheGraphAsItStood(Sample sample) {
    long before = sample.record(sample.artifact("corpus", "corpus", List.of())).revision();
    gateway.ask(
        "mutation ($id: ID!) { amend(input: {artifact: $id, description: \"new\"}) { revision } }",
        Map.of("id", sample.id("corpus")));
    sample.record(
        sample.artifact("model", "model", List.of(sample.parent("TRAINED_ON", "corpus"))));

    Answer answer =
        gateway.ask(
            """
            query ($id: ID!, $model: ID!, $then: Revision!) {
              then: artifact(id: $id, asOf: $then) { description children { totalCount revision } }
              now: artifact(id: $id) { description children { totalCount } }
              absent: artifact(id: $model, asOf: $then) { id }
            }
            """,
            Map.of(
                "id", sample.id("corpus"),
                "model", sample.id("model"),
                "then", Long.toString(before)));

    assertThat(answer.data("/then/description").isNull()).isTrue();
    assertThat(answer.data("/then/children/totalCount").asInt()).isZero();
    assertThat(answer.data("/then/children/revision").asLong()).isEqualTo(before);
    assertThat(answer.text("/now/description")).isEqualTo("new");
    assertThat(answer.data("/now/children/totalCount").asInt()).isOne();
    assertThat(answer.data("/absent").isNull()).isTrue();
  }

  @Test
  void refusesARevisionThatIsNotWritten(Sample sample) {
    Answer answer =
        gateway.ask(
            "query ($id: ID!) { artifact(id: $id, asOf: 999999999) { id } }",
            Map.of("id", sample.id("any")));

    assertThat(answer.codes()).containsExactly("REVISION_NOT_REACHED");
  }

  @Test
  void findsNoNodeUnderWhatIsNotAnId() {
    Answer answer = gateway.ask("{ node(id: \"\") { id } }");

    assertThat(answer.data("/node").isNull()).isTrue();
  }

  @Test
  void showsAnUnhashedArtifactUnderItsIdentity(Sample sample) {
    sample.record(
        Map.of(
            "model",
            Map.of("unhashed", "CLOSED_MODEL", "namespace", sample.namespace(), "name", "closed")));

    Answer answer =
        gateway.ask(
            "query ($in: String!) { artifactByName(namespace: $in, name: \"closed\") { id digest unhashed } }",
            Map.of("in", sample.namespace()));

    assertThat(answer.text("/artifactByName/id")).startsWith("sha256:");
    assertThat(answer.data("/artifactByName/digest").isNull()).isTrue();
    assertThat(answer.text("/artifactByName/unhashed")).isEqualTo("CLOSED_MODEL");
  }
}
