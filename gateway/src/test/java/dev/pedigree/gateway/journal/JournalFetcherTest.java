package dev.pedigree.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@WithGateway
class JournalFetcherTest {
  private final Gateway gateway;

  JournalFetcherTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void tellsWhatTouchedAnArtifact(Sample sample) {
    long recorded = sample.record(sample.artifact("corpus", "corpus", List.of())).revision();
    amend(sample, "one", null);
    amend(sample, "two", "ada");

    Answer answer =
        gateway.ask(
            """
            query ($id: ID!) {
              artifact(id: $id) {
                history(first: 2) {
                  totalCount pageInfo { hasNextPage endCursor }
                  edges {
                    cursor
                    node {
                      revision at by requestId entryHash erased
                      facts { type summary payload artifact { name } edge { id } }
                    }
                  }
                }
              }
              all: journal(artifact: $id) { edges { node { by } } }
              hers: journal(artifact: $id, by: "ada", factTypes: ["ArtifactAmended"]) { edges { node { revision } } }
            }
            """,
            Map.of("id", sample.id("corpus")));

    assertThat(answer.data("/artifact/history/totalCount").asInt()).isEqualTo(3);
    assertThat(answer.data("/artifact/history/edges").size()).isEqualTo(2);
    assertThat(answer.data("/artifact/history/pageInfo/hasNextPage").asBoolean()).isTrue();
    assertThat(answer.data("/artifact/history/edges/0/node/revision").asLong()).isEqualTo(recorded);
    assertThat(answer.text("/artifact/history/edges/0/node/entryHash")).matches("[0-9a-f]{64}");
    assertThat(answer.text("/artifact/history/edges/0/node/facts/0/type"))
        .isEqualTo("ArtifactRecorded");
    assertThat(answer.text("/artifact/history/edges/0/node/facts/0/payload/kind"))
        .isEqualTo("CORPUS");
    assertThat(answer.text("/artifact/history/edges/0/node/facts/0/artifact/name"))
        .isEqualTo("corpus");
    assertThat(answer.texts("/all/edges", "/node/by"))
        .containsExactly("anonymous", "anonymous", "ada");
    assertThat(answer.data("/hers/edges").size()).isOne();
  }

  @Test
  void readsTheJournalFromARevisionOn(Sample sample) {
    long start = sample.record(sample.artifact("corpus", "corpus", List.of())).revision();
    sample.record(
        sample.artifact("model", "model", List.of(sample.parent("TRAINED_ON", "corpus"))));
    amend(sample, "one", "bob " + sample.namespace());

    Answer answer =
        gateway.ask(
            """
            query ($after: Revision, $by: String) {
              next: journal(after: $after, first: 1) {
                edges { cursor node { revision facts { type edge { type parent { name } } } } }
                pageInfo { hasNextPage hasPreviousPage endCursor }
              }
              bobs: journal(by: $by) { totalCount edges { node { by } } }
              edges: journal(after: $after, factTypes: ["EdgeRecorded"]) { edges { node { revision } } }
            }
            """,
            Map.of("after", start, "by", "bob " + sample.namespace()));

    assertThat(answer.data("/next/edges/0/node/revision").asLong()).isEqualTo(start + 1);
    assertThat(answer.texts("/next/edges/0/node/facts", "/type"))
        .containsExactly("ArtifactRecorded", "EdgeRecorded");
    assertThat(answer.text("/next/edges/0/node/facts/1/edge/parent/name")).isEqualTo("corpus");
    assertThat(answer.data("/next/pageInfo/hasNextPage").asBoolean()).isTrue();
    assertThat(answer.text("/next/pageInfo/endCursor")).isEqualTo(Long.toString(start + 1));
    assertThat(answer.data("/bobs/edges").size()).isOne();
    assertThat(answer.data("/bobs/totalCount").isNull()).isTrue();
    assertThat(answer.data("/edges/edges/0/node/revision").asLong()).isEqualTo(start + 1);
  }

  @Test
  void readsTheJournalOfATime(Sample sample) {
    sample.record(sample.artifact("corpus", "corpus", List.of()));
    amend(sample, "one", null);
    String at =
        gateway
            .ask(
                "query ($id: ID!) { journal(artifact: $id) { edges { node { at } } } }",
                Map.of("id", sample.id("corpus")))
            .text("/journal/edges/1/node/at");

    Answer answer =
        gateway.ask(
            """
            query ($id: ID!, $at: DateTime) {
              since: journal(artifact: $id, since: $at) { edges { node { at } } }
              until: journal(artifact: $id, until: $at) { edges { node { at } } }
              all: journal(since: $at, first: 1) { totalCount edges { node { at } } }
            }
            """,
            Map.of("id", sample.id("corpus"), "at", at));

    assertThat(answer.texts("/since/edges", "/node/at")).endsWith(at).allMatch(at::equals);
    assertThat(answer.texts("/until/edges", "/node/at")).doesNotContain(at);
    assertThat(answer.text("/all/edges/0/node/at")).isEqualTo(at);
    assertThat(answer.data("/all/totalCount").isNull()).isTrue();
  }

  @Test
  void tellsWhereTheJournalEnds(Sample sample) {
    long revision = sample.record(sample.artifact("corpus", "corpus", List.of())).revision();

    Answer answer =
        gateway.ask(
            "{ head { revision hash at schemaVersion projections { name revision lagRevisions"
                + " lagSeconds } } }");

    assertThat(answer.data("/head/revision").asLong()).isGreaterThanOrEqualTo(revision);
    assertThat(answer.text("/head/hash")).matches("[0-9a-f]{64}");
    assertThat(answer.text("/head/schemaVersion")).matches("[0-9a-f]{16}");
  }

  @Test
  void refusesToReadBehindARevisionThatIsNotThereYet() {
    long head = gateway.ask("{ head { revision } }").data("/head/revision").asLong();
    String query = "query ($after: Revision) { journal(after: $after) { edges { cursor } } }";

    assertThat(gateway.ask(query, Map.of("after", head)).data("/journal/edges").size()).isZero();
    assertThat(gateway.ask(query, Map.of("after", head + 1_000_000)).codes())
        .containsExactly("REVISION_NOT_REACHED");
  }

  @Test
  void refusesAFactTypeThatThereIsNot() {
    Answer answer = gateway.ask("{ journal(factTypes: [\"Nope\"]) { totalCount } }");

    assertThat(answer.codes()).containsExactly("INVALID_VALUE");
    assertThat(answer.error().at("/message").asString()).contains("ArtifactRecorded");
  }

  private void amend(Sample sample, String text, @Nullable String caller) {
    gateway
        .ask(
            """
            mutation ($id: ID!, $text: String) {
              amend(input: {artifact: $id, description: $text}) { revision }
            }
            """,
            Map.of("id", sample.id("corpus"), "text", text),
            caller)
        .data("/amend");
  }
}
