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
class WayFetcherTest {
  private final Gateway gateway;

  WayFetcherTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void answersWhetherOneDescendsFromAnother(Sample sample) {
    family(sample);

    Answer answer =
        gateway.ask(
            """
            query ($child: ID!, $ancestor: ID!) {
              up: descendsFrom(child: $child, ancestor: $ancestor)
              down: descendsFrom(child: $ancestor, ancestor: $child)
              self: descendsFrom(child: $child, ancestor: $child)
              near: descendsFrom(child: $child, ancestor: $ancestor, filter: {maxDepth: 1})
            }
            """,
            Map.of("child", sample.id("serving"), "ancestor", sample.id("corpus")));

    assertThat(answer.data("/up").asBoolean()).isTrue();
    assertThat(answer.data("/down").asBoolean()).isFalse();
    assertThat(answer.data("/self").asBoolean()).isFalse();
    assertThat(answer.data("/near").asBoolean()).isFalse();
  }

  @Test
  void refusesToAnswerAboutAnArtifactThatIsNotThere(Sample sample) {
    family(sample);
    String query = "query ($to: ID!, $from: ID!) { descendsFrom(child: $from, ancestor: $to) }";
    String absent = sample.id("absent");

    Answer unknown = gateway.ask(query, Map.of("from", sample.id("serving"), "to", absent));
    Answer malformed = gateway.ask(query, Map.of("from", "nonsense", "to", sample.id("corpus")));

    assertThat(unknown.codes()).containsExactly("NOT_FOUND");
    assertThat(unknown.error().path("message").asString())
        .startsWith("ancestor: " + absent + " (expected: an artifact at revision ");
    assertThat(malformed.codes()).containsExactly("INVALID_DIGEST");
    assertThat(malformed.error().path("message").asString())
        .isEqualTo("child: nonsense (expected: sha256: and 64 lower-case hexadecimal digits)");
  }

  @Test
  void showsAShortestWayUp(Sample sample) {
    family(sample);

    Answer answer =
        gateway.ask(
            """
            query ($child: ID!, $ancestor: ID!) {
              path(child: $child, ancestor: $ancestor) {
                length artifacts { name } edges { type child { name } parent { name } }
              }
              down: path(child: $ancestor, ancestor: $child) { length }
              self: path(child: $child, ancestor: $child) { length }
              near: path(child: $child, ancestor: $ancestor, filter: {maxDepth: 1}) { length }
              exact: path(child: $child, ancestor: $ancestor, filter: {maxDepth: 2}) { length }
              stopped: path(child: $child, ancestor: $ancestor, filter: {through: {stages: [PRODUCTION]}}) { length }
            }
            """,
            Map.of("child", sample.id("serving"), "ancestor", sample.id("corpus")));

    assertThat(answer.data("/path/length").asInt()).isEqualTo(2);
    assertThat(answer.texts("/path/artifacts", "/name"))
        .containsExactly("serving", "tuned", "corpus");
    assertThat(answer.texts("/path/edges", "/type")).containsExactly("SERVES", "TRAINED_ON");
    assertThat(answer.texts("/path/edges", "/parent/name")).containsExactly("tuned", "corpus");
    assertThat(answer.data("/down").isNull()).isTrue();
    assertThat(answer.data("/self").isNull()).isTrue();
    assertThat(answer.data("/near").isNull()).isTrue();
    assertThat(answer.data("/exact/length").asInt()).isEqualTo(2);
    assertThat(answer.data("/stopped").isNull()).isTrue();
  }

  @Test
  void findsWhatSeveralDescendFrom(Sample sample) {
    family(sample);
    sample.record(
        sample.artifact("model", "other", List.of(sample.parent("TRAINED_ON", "corpus"))),
        sample.artifact("adapter", "adapter", List.of(sample.parent("ADAPTER_OF", "tuned"))));
    String query =
        """
        query ($of: [ID!]!, $nearest: Boolean, $filter: LineageFilter) {
          commonAncestors(of: $of, nearestOnly: $nearest, filter: $filter) { artifact { name } distances }
        }
        """;
    List<String> close = List.of(sample.id("adapter"), sample.id("serving"));

    Answer nearest = gateway.ask(query, Map.of("of", close));
    Answer all = gateway.ask(query, Map.of("of", close, "nearest", false));
    Answer data =
        gateway.ask(
            query, Map.of("of", close, "filter", Map.of("where", Map.of("kinds", "CORPUS"))));
    Answer far =
        gateway.ask(query, Map.of("of", List.of(sample.id("serving"), sample.id("other"))));
    Answer twice =
        gateway.ask(query, Map.of("of", List.of(sample.id("other"), sample.id("other"))));
    Answer none =
        gateway.ask(query, Map.of("of", List.of(sample.id("corpus"), sample.id("other"))));

    assertThat(nearest.data("/commonAncestors").toString())
        .isEqualTo("[{\"artifact\":{\"name\":\"tuned\"},\"distances\":[1,1]}]");
    assertThat(all.texts("/commonAncestors", "/artifact/name"))
        .containsExactly("tuned", "base", "corpus");
    assertThat(data.texts("/commonAncestors", "/artifact/name")).containsExactly("corpus");
    assertThat(far.data("/commonAncestors/0/distances").toString()).isEqualTo("[2,1]");
    assertThat(twice.data("/commonAncestors/0/distances").toString()).isEqualTo("[1,1]");
    assertThat(none.data("/commonAncestors").isEmpty()).isTrue();
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
