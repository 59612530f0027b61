package dev.pedigree.gateway.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@WithGateway
class LineageFetcherTest {
  private final Gateway gateway;

  LineageFetcherTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void walksUpNearestFirstWithDepthsAndLastSteps(Sample sample) {
    family(sample);

    Answer answer =
        gateway.ask(
            """
            query ($id: ID!) {
              artifact(id: $id) {
                ancestors {
                  totalCount redactedCount revision truncated { reason } ids
                  kinds: groups(by: KIND) { key count }
                  provenances: groups(by: PROVENANCE) { key count }
                  depths: groups(by: DEPTH) { key count }
                  types: groups(by: EDGE_TYPE) { key count }
                  edges { cursor depth node { name } via { type child { name } } }
                  nodes { name }
                  pageInfo { hasNextPage startCursor endCursor }
                }
              }
            }
            """,
            Map.of("id", sample.id("serving")));

    assertThat(answer.data("/artifact/ancestors/totalCount").asInt()).isEqualTo(3);
    assertThat(answer.texts("/artifact/ancestors/nodes", "/name"))
        .containsExactly("tuned", "base", "corpus");
    assertThat(answer.texts("/artifact/ancestors/edges", "/depth")).containsExactly("1", "2", "2");
    assertThat(answer.texts("/artifact/ancestors/edges", "/via/0/type"))
        .containsExactly("SERVES", "FINE_TUNED_FROM", "TRAINED_ON");
    assertThat(answer.texts("/artifact/ancestors/kinds", "/key"))
        .containsExactly("MODEL", "CORPUS");
    assertThat(answer.data("/artifact/ancestors/provenances").toString())
        .isEqualTo("[{\"key\":\"UNKNOWN\",\"count\":2},{\"key\":\"PARTIAL\",\"count\":1}]");
    assertThat(answer.texts("/artifact/ancestors/depths", "/count")).containsExactly("1", "2");
    assertThat(answer.texts("/artifact/ancestors/types", "/key")).contains("SERVES", "TRAINED_ON");
    assertThat(answer.data("/artifact/ancestors/truncated").isNull()).isTrue();
  }

  @Test
  void countsByOwnerAndByMonthOfRecording(Sample sample) {
    sample.record(
        sample.artifact("corpus", "corpus", List.of()),
        owned(sample, "m1", List.of("team-a", "team-b")),
        owned(sample, "m2", List.of("team-b")));

    Answer answer =
        gateway.ask(
            """
            query ($id: ID!) {
              artifact(id: $id) {
                recordedAt
                descendants { owners: groups(by: OWNER) { key count } months: groups(by: RECORDED_MONTH) { key count } }
              }
            }
            """,
            Map.of("id", sample.id("corpus")));

    String month = answer.text("/artifact/recordedAt").substring(0, 7);
    assertThat(answer.data("/artifact/descendants/owners").toString())
        .isEqualTo("[{\"key\":\"team-b\",\"count\":2},{\"key\":\"team-a\",\"count\":1}]");
    assertThat(answer.data("/artifact/descendants/months").toString())
        .isEqualTo("[{\"key\":\"%s\",\"count\":2}]".formatted(month));
  }

  private static Map<String, Object> owned(Sample sample, String name, List<String> owners) {
    return Map.of(
        "model",
        Map.of(
            "digest", sample.id(name),
            "namespace", sample.namespace(),
            "name", name,
            "owners", owners,
            "parents", List.of(sample.parent("TRAINED_ON", "corpus"))));
  }

  @Test
  void walksAlongMutationsAndThroughSomeArtifactsOnly(Sample sample) {
    sample.record(
        sample.artifact("model", "base", List.of()),
        sample.artifact("model", "plain", List.of(sample.parent("FINE_TUNED_FROM", "base"))),
        sample.artifact(
            "model",
            "small",
            List.of(
                Map.of(
                    "type", "QUANTIZED_FROM",
                    "id", sample.id("plain"),
                    "mutations", List.of(Map.of("quantization", Map.of("bits", 4)))))),
        sample.artifact("deployment", "serving", List.of(sample.parent("SERVES", "small"))));

    Answer answer =
        gateway.ask(
            """
            query ($base: ID!, $plain: ID!) {
              plain: artifact(id: $plain) {
                mutated: descendants(filter: {mutations: [QUANTIZATION]}) { nodes { name } }
                none: descendants(filter: {mutations: []}) { totalCount }
              }
              base: artifact(id: $base) {
                drafts: descendants(filter: {through: {stages: [DRAFT]}}) { totalCount }
                stopped: descendants(filter: {through: {stages: [PRODUCTION]}}) { nodes { name } }
                behind: descendants(filter: {through: {kinds: [MODEL]}, where: {kinds: [DEPLOYMENT]}}) { nodes { name } }
              }
            }
            """,
            Map.of("base", sample.id("base"), "plain", sample.id("plain")));

    assertThat(answer.texts("/plain/mutated/nodes", "/name")).containsExactly("small");
    assertThat(answer.data("/plain/none/totalCount").asInt()).isZero();
    assertThat(answer.data("/base/drafts/totalCount").asInt()).isEqualTo(3);
    assertThat(answer.texts("/base/stopped/nodes", "/name")).containsExactly("plain");
    assertThat(answer.texts("/base/behind/nodes", "/name")).containsExactly("serving");
  }

  @Test
  void filtersByEdgeTypeKindAndDepth(Sample sample) {
    family(sample);

    Answer answer =
        gateway.ask(
            """
            query ($id: ID!) {
              artifact(id: $id) {
                all: descendants { ids }
                near: descendants(filter: {maxDepth: 1}) { nodes { name } }
                tuned: descendants(filter: {edgeTypes: [FINE_TUNED_FROM]}) { nodes { name } }
                served: descendants(filter: {where: {kinds: [DEPLOYMENT]}}) { nodes { name } }
                weights: descendants(filter: {inherits: [WEIGHTS]}) { totalCount }
                none: descendants(filter: {where: {or: []}}) { totalCount }
              }
            }
            """,
            Map.of("id", sample.id("base")));

    assertThat(answer.data("/artifact/all/ids").size()).isEqualTo(2);
    assertThat(answer.texts("/artifact/near/nodes", "/name")).containsExactly("tuned");
    assertThat(answer.texts("/artifact/tuned/nodes", "/name")).containsExactly("tuned");
    assertThat(answer.texts("/artifact/served/nodes", "/name")).containsExactly("serving");
    assertThat(answer.data("/artifact/weights/totalCount").asInt()).isEqualTo(2);
    assertThat(answer.data("/artifact/none/totalCount").asInt()).isZero();
  }

  @Test
  void refusesADepthBelowOne(Sample sample) {
    family(sample);

    Answer answer =
        gateway.ask(
            "query ($id: ID!) { artifact(id: $id) { ancestors(filter: {maxDepth: 0}) { totalCount } } }",
            Map.of("id", sample.id("base")));

    assertThat(answer.codes()).containsExactly("INVALID_VALUE");
    assertThat(answer.paths()).containsExactly("filter.maxDepth");
  }

  @Test
  void allowsHugePagesOnlyWhereIdsAloneAreSelected(Sample sample) {
    family(sample);
    String query =
        "query ($id: ID!) { artifact(id: $id) { descendants(first: 100000) { totalCount FIELDS } } }";
    Map<String, Object> variables = Map.of("id", sample.id("base"));

    Answer ids =
        gateway.ask(
            query.replace("FIELDS", "ids pageInfo { endCursor } groups(by: KIND) { key }"),
            variables);
    Answer nodes = gateway.ask(query.replace("FIELDS", "ids nodes { id }"), variables);
    Answer hidden =
        gateway.ask(
            query.replace("FIELDS", "...F")
                + " fragment F on LineageConnection { edges { node { id } } }",
            variables);

    assertThat(ids.data("/artifact/descendants/ids").size()).isEqualTo(2);
    assertThat(nodes.codes()).containsExactly("INVALID_VALUE");
    assertThat(nodes.error().at("/message").asString()).contains("1 to 1000").contains("100000");
    assertThat(hidden.codes()).containsExactly("INVALID_VALUE");
  }

  @Test
  void pagesAtThePinnedRevision(Sample sample) {
    sample.chain("m", 5);
    String query =
        """
        query ($id: ID!, $after: String) {
          artifact(id: $id) {
            descendants(first: 2, after: $after) {
              totalCount revision nodes { name } pageInfo { hasNextPage endCursor }
            }
          }
        }
        """;
    Answer first = gateway.ask(query, Map.of("id", sample.id("m0")));
    sample.record(
        sample.artifact("model", "late", List.of(sample.parent("FINE_TUNED_FROM", "m0"))));

    Answer second =
        gateway.ask(
            query,
            Map.of(
                "id", sample.id("m0"),
                "after", first.text("/artifact/descendants/pageInfo/endCursor")));

    assertThat(first.texts("/artifact/descendants/nodes", "/name")).containsExactly("m1", "m2");
    assertThat(second.texts("/artifact/descendants/nodes", "/name")).containsExactly("m3", "m4");
    assertThat(second.data("/artifact/descendants/totalCount").asInt()).isEqualTo(4);
    assertThat(second.data("/artifact/descendants/pageInfo/hasNextPage").asBoolean()).isFalse();
  }

  @Test
  void showsNestedFieldsAsOfTheFiltersRevision(Sample sample) {
    sample.chain("m", 2);
    long then = gateway.ask("{ artifact(id: \"x\") { id } }").revision();
    sample.record(
        sample.artifact("model", "late", List.of(sample.parent("FINE_TUNED_FROM", "m1"))));

    Answer answer =
        gateway.ask(
            """
            query ($id: ID!, $then: Revision) {
              artifact(id: $id) {
                descendants(filter: {asOf: $then}) { revision nodes { name children { totalCount } } }
              }
            }
            """,
            Map.of("id", sample.id("m0"), "then", then));

    assertThat(answer.data("/artifact/descendants/revision").asLong()).isEqualTo(then);
    assertThat(answer.texts("/artifact/descendants/nodes", "/children/totalCount"))
        .containsExactly("0");
  }

  @Test
  void waitsForTheRevisionThatIsAskedForAnywhere(Sample sample) {
    sample.chain("m", 2);
    long now = gateway.ask("{ artifact(id: \"x\") { id } }").revision();
    String query =
        """
        query ($id: ID!, $r: Revision) {
          artifact(id: $id) { descendants(filter: {atLeast: $r}) { revision } }
        }
        """;

    Answer reached = gateway.ask(query, Map.of("id", sample.id("m0"), "r", now));

    assertThat(reached.revision()).isGreaterThanOrEqualTo(now);
    assertThat(reached.data("/artifact/descendants/revision").asLong())
        .isEqualTo(reached.revision());
  }

  @Test
  void refusesAnAnswerThatWouldNotFit(Sample sample) {
    sample.record(sample.artifact("corpus", "hub", List.of()));
    for (int i = 0; i < 100; i++) {
      sample.record(sample.artifact("model", "m" + i, List.of(sample.parent("TRAINED_ON", "hub"))));
    }

    Answer answer =
        gateway.ask(
            """
            query ($id: ID!) {
              artifact(id: $id) { descendants(first: 1000) { nodes { ancestors(first: 1000) { nodes {
                descendants(first: 1000) { nodes { ancestors(first: 1000) { nodes {
                  descendants(first: 1000) { nodes { id name } } } } } } } } } } }
            }
            """,
            Map.of("id", sample.id("hub")));

    assertThat(answer.codes()).containsExactly("TOO_LARGE");
    assertThat(answer.body().hasNonNull("data")).isFalse();
  }

  /** A base model, tuned on a corpus and put into service. */
  private static void family(Sample sample) {
    sample.record(
        sample.artifact("model", "base", List.of()),
        sample.artifact("corpus", "corpus", List.of()),
        sample.artifact(
            "model",
            "tuned",
            List.of(
                sample.parent("FINE_TUNED_FROM", "base"), sample.parent("TRAINED_ON", "corpus"))),
        sample.artifact("deployment", "serving", List.of(sample.parent("SERVES", "tuned"))));
  }
}
