package dev.pedigree.gateway.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@WithGateway
class GraphDiffFetcherTest {
  private static final String DIFF =
      """
      query ($from: Revision!, $to: Revision!, $around: ID, $first: Int = 50, $after: String) {
        graphDiff(from: $from, to: $to, around: $around) {
          from to redactedCount groups { key count }
          changes(first: $first, after: $after) {
            totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
            edges { cursor node { revision facts { type artifact { name } edge { child { name } } } } }
          }
        }
      }
      """;

  private final Gateway gateway;

  GraphDiffFetcherTest(Gateway gateway) {
    this.gateway = gateway;
  }

  private long head() {
    return gateway.ask("{ head { revision } }").data("/head/revision").asLong();
  }

  private static Map<String, Object> between(long from, long to) {
    return new HashMap<>(Map.of("from", from, "to", to));
  }

  @Test
  void tellsEveryFactBetweenTwoRevisions(Sample sample) {
    long before = head();
    sample.record(
        sample.artifact("corpus", "corpus", List.of()),
        sample.artifact("model", "model", List.of(sample.parent("TRAINED_ON", "corpus"))));
    long after = sample.record(sample.artifact("corpus", "other", List.of())).revision();

    Answer answer = gateway.ask(DIFF, between(before, after));

    assertThat(answer.data("/graphDiff/from").asLong()).isEqualTo(before);
    assertThat(answer.data("/graphDiff/to").asLong()).isEqualTo(after);
    assertThat(answer.data("/graphDiff/redactedCount").asInt()).isZero();
    assertThat(answer.data("/graphDiff/changes/totalCount").asInt()).isEqualTo(after - before);
    assertThat(answer.texts("/graphDiff/groups", "/key"))
        .containsSubsequence("ArtifactRecorded", "EdgeRecorded");
    assertThat(answer.data("/graphDiff/changes/edges").toString())
        .contains("{\"type\":\"ArtifactRecorded\",\"artifact\":{\"name\":\"other\"}");
  }

  /** What it descended from at neither of the two revisions is not told of. */
  @Test
  void tellsOfOneArtifactAndWhatItDescendsFromAlone(Sample sample) {
    long start = head();
    sample.record(
        sample.artifact("corpus", "gone", List.of()),
        sample.artifact("corpus", "corpus", List.of()),
        sample.artifact("model", "elsewhere", List.of(sample.parent("TRAINED_ON", "corpus"))),
        sample.artifact("model", "model", List.of(sample.parent("TRAINED_ON", "gone"))));
    long recorded = head();
    sample.ask(Map.of("edges", List.of(sample.edge("TRAINED_ON", "model", "corpus"))));
    retract(sample, "gone");
    sample.record(
        sample.artifact("model", "later", List.of(sample.parent("TRAINED_ON", "corpus"))));
    long end = head();

    Map<String, Object> all = between(start, end);
    all.put("around", sample.id("model"));
    Map<String, Object> late = between(recorded, end);
    late.put("around", sample.id("model"));
    Map<String, Object> empty = between(end, end);
    empty.put("around", sample.id("model"));
    Answer whole = gateway.ask(DIFF, all);
    Answer since = gateway.ask(DIFF, late);
    Answer none = gateway.ask(DIFF, empty);

    assertThat(counts(whole))
        .containsEntry("ArtifactRecorded", 2)
        .containsEntry("EdgeRecorded", 2)
        .hasSize(2);
    assertThat(whole.data("/graphDiff/changes/edges").toString())
        .doesNotContain("elsewhere", "later");
    assertThat(counts(since))
        .containsEntry("EdgeRecorded", 1)
        .containsEntry("ArtifactRetracted", 1)
        .hasSize(2);
    assertThat(since.data("/graphDiff/changes/totalCount").asInt()).isEqualTo(2);
    assertThat(none.data("/graphDiff/changes/totalCount").asInt()).isZero();
    assertThat(none.data("/graphDiff/groups")).isEmpty();
  }

  private static Map<String, Integer> counts(Answer answer) {
    Map<String, Integer> counts = new HashMap<>();
    for (JsonNode group : answer.data("/graphDiff/groups")) {
      counts.put(group.get("key").asString(), group.get("count").asInt());
    }
    return counts;
  }

  private void retract(Sample sample, String name) {
    gateway
        .ask(
            "mutation ($input: RetractInput!) { retract(input: $input) { revision } }",
            Map.of("input", Map.of("artifact", sample.id(name), "reason", "wrong")))
        .data("/retract");
  }

  @Test
  void pagesThroughTheWholeAndThroughAClosure(Sample sample) {
    long start = head();
    for (int i = 0; i < 7; i++) {
      sample.record(
          sample.artifact(
              "model",
              "m" + i,
              i == 0 ? List.of() : List.of(sample.parent("FINE_TUNED_FROM", "m" + (i - 1)))));
    }
    Map<String, Object> whole = between(start, head());
    Map<String, Object> closure = between(start, head());
    closure.put("around", sample.id("m4"));

    assertThat(revisions(closure)).hasSize(5).isSorted().doesNotHaveDuplicates();
    assertThat(revisions(whole))
        .hasSizeGreaterThanOrEqualTo(7)
        .containsAll(revisions(closure))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  /** All that pages of three have. */
  private List<Long> revisions(Map<String, Object> variables) {
    variables.put("first", 3);
    List<Long> all = new ArrayList<>();
    boolean more = true;
    while (more) {
      Answer page = gateway.ask(DIFF, variables);
      page.data("/graphDiff/changes/edges")
          .forEach(edge -> all.add(edge.at("/node/revision").asLong()));
      more = page.data("/graphDiff/changes/pageInfo/hasNextPage").asBoolean();
      variables.put("after", page.text("/graphDiff/changes/pageInfo/endCursor"));
    }
    variables.remove("after");
    return all;
  }

  @Test
  void refusesWhatCannotBeCompared(Sample sample) {
    long end = sample.record(sample.artifact("corpus", "corpus", List.of())).revision();
    Map<String, Object> beyond = between(0, end + 1_000_000);
    Map<String, Object> backwards = between(end, end - 1);
    Map<String, Object> absent = between(0, end);
    absent.put("around", sample.id("absent"));
    Map<String, Object> early = between(0, end - 1);
    early.put("around", sample.id("corpus"));
    Map<String, Object> cursor = between(0, end);
    cursor.put("after", "x");

    assertThat(List.of(beyond, backwards, absent, early, cursor))
        .extracting(it -> gateway.ask(DIFF, it))
        .extracting(
            it -> it.codes().getFirst() + " " + it.error().at("/extensions/path").asString())
        .containsExactly(
            "REVISION_NOT_REACHED to",
            "INVALID_VALUE from",
            "NOT_FOUND around",
            "NOT_FOUND around",
            "INVALID_CURSOR after");
  }

  @Test
  void showsTheGraphAsItStoodAtATime(Sample sample) {
    long first = sample.record(sample.artifact("corpus", "corpus", List.of())).revision();
    String at =
        gateway
            .ask(
                "query ($id: ID!) { artifact(id: $id) { recordedAt } }",
                Map.of("id", sample.id("corpus")))
            .text("/artifact/recordedAt");
    String query = "query ($time: DateTime!) { revisionAt(time: $time) }";

    assertThat(gateway.ask(query, Map.of("time", at)).data("/revisionAt").asLong())
        .isGreaterThanOrEqualTo(first);
    assertThat(
            gateway.ask(query, Map.of("time", "2001-01-01T00:00:00Z")).data("/revisionAt").asLong())
        .isZero();
    assertThat(
            gateway.ask(query, Map.of("time", "2999-01-01T00:00:00Z")).data("/revisionAt").asLong())
        .isGreaterThanOrEqualTo(first);
    assertThat(gateway.ask(query, Map.of("time", "yesterday")).codes())
        .containsExactly("INVALID_VALUE");
    String asOf = "query ($id: ID!, $at: Revision) { artifact(id: $id, asOf: $at) { id } }";
    String id = sample.id("corpus");
    assertThat(gateway.ask(asOf, Map.of("id", id, "at", at)).text("/artifact/id")).isEqualTo(id);
    assertThat(
            gateway
                .ask(
                    "{ artifact(id: \"%s\", asOf: \"2001-01-01T00:00:00Z\") { id } }".formatted(id))
                .data("/artifact")
                .isNull())
        .isTrue();
    assertThat(gateway.ask(asOf, Map.of("id", id, "at", "2999-01-01T00:00:00Z")).codes())
        .containsExactly("INVALID_VALUE");
  }

  @Test
  void artifactsAndEdgesKnowTheChangesThatMadeThemWhatTheyAre(Sample sample) {
    long recorded =
        sample
            .record(
                sample.artifact("corpus", "corpus", List.of()),
                sample.artifact("model", "model", List.of(sample.parent("TRAINED_ON", "corpus"))))
            .revision();
    retract(sample, "corpus");
    long retracted = head();
    String query =
        """
        query ($id: ID!, $asOf: Revision) {
          artifact(id: $id, asOf: $asOf) {
            revision changedAt changedBy changedRevision retraction { revision by at } children { nodes { revision } }
          }
        }
        """;

    Answer then = gateway.ask(query, Map.of("id", sample.id("corpus"), "asOf", recorded));
    Answer now = gateway.ask(query, Map.of("id", sample.id("corpus")));

    assertThat(then.data("/artifact/changedRevision").asLong()).isEqualTo(recorded);
    assertThat(then.data("/artifact/retraction").isNull()).isTrue();
    assertThat(then.data("/artifact/children/nodes/0/revision").asLong()).isEqualTo(recorded);
    assertThat(now.data("/artifact/revision").asLong()).isEqualTo(recorded);
    assertThat(now.data("/artifact/changedRevision").asLong()).isEqualTo(retracted);
    assertThat(now.text("/artifact/changedBy")).isEqualTo("anonymous");
    assertThat(now.data("/artifact/retraction/revision").asLong()).isEqualTo(retracted);
  }
}
