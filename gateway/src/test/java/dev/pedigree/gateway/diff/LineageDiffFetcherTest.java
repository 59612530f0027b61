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

@WithGateway
class LineageDiffFetcherTest {
  private static final String DIFF =
      """
      query ($base: ID!, $head: ID!, $first: Int = 50, $after: String, $asOf: Revision) {
        lineageDiff(base: $base, head: $head, asOf: $asOf) {
          base { name } head { name } revision shared redactedCount
          nearestCommonAncestors { artifact { name } distances }
          changes(first: $first, after: $after) {
            totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
            nodes {
              kind summary depth base { id version } head { id version }
              baseEdge { type weight } headEdge { type weight mutations { kind ... on Quantization { bits } } }
            }
          }
        }
      }
      """;

  private final Gateway gateway;

  LineageDiffFetcherTest(Gateway gateway) {
    this.gateway = gateway;
  }

  private static Map<String, Object> version(
      Sample sample, String field, String name, String version, List<Map<String, Object>> parents) {
    Map<String, Object> own = new HashMap<>();
    own.put("digest", sample.id(name + version));
    own.put("namespace", sample.namespace());
    own.put("name", name);
    own.put("version", version);
    own.put("parents", parents);
    return Map.of(field, own);
  }

  private static void twoVersions(Sample sample) {
    sample.record(
        sample.artifact("model", "llama", List.of()),
        version(sample, "corpus", "web", "2", List.of()),
        version(sample, "corpus", "web", "3", List.of()),
        version(
            sample,
            "model",
            "chat",
            "1",
            List.of(
                sample.parent("FINE_TUNED_FROM", "llama"), sample.parent("TRAINED_ON", "web2"))),
        version(
            sample,
            "model",
            "chat",
            "2",
            List.of(
                Map.of(
                    "type",
                    "QUANTIZED_FROM",
                    "id",
                    sample.id("llama"),
                    "mutations",
                    List.of(Map.of("quantization", Map.of("bits", 4)))),
                sample.parent("TRAINED_ON", "web3"))));
  }

  private Answer diff(Sample sample, String base, String head) {
    return gateway.ask(DIFF, Map.of("base", sample.id(base), "head", sample.id(head)));
  }

  @Test
  void tellsHowTwoVersionsDifferUpstream(Sample sample) {
    twoVersions(sample);

    Answer answer = diff(sample, "chat1", "chat2");

    assertThat(answer.data("/lineageDiff/shared").asInt()).isEqualTo(1);
    assertThat(answer.data("/lineageDiff/redactedCount").asInt()).isZero();
    assertThat(answer.data("/lineageDiff/nearestCommonAncestors").toString())
        .isEqualTo("[{\"artifact\":{\"name\":\"llama\"},\"distances\":[1,1]}]");
    assertThat(answer.texts("/lineageDiff/changes/nodes", "/kind"))
        .containsExactly("VERSION_CHANGED", "VERSION_CHANGED", "MUTATIONS_CHANGED");
    assertThat(answer.text("/lineageDiff/changes/nodes/1/summary"))
        .isEqualTo("CORPUS %1$s/web@3 instead of %1$s/web@2".formatted(sample.namespace()));
    assertThat(answer.text("/lineageDiff/changes/nodes/1/base/version")).isEqualTo("2");
    assertThat(answer.text("/lineageDiff/changes/nodes/1/head/version")).isEqualTo("3");
    assertThat(answer.data("/lineageDiff/changes/nodes/1/headEdge").isNull()).isTrue();
    assertThat(answer.text("/lineageDiff/changes/nodes/2/baseEdge/type"))
        .isEqualTo("FINE_TUNED_FROM");
    assertThat(answer.data("/lineageDiff/changes/nodes/2/headEdge/mutations/0/bits").asInt())
        .isEqualTo(4);
    assertThat(answer.data("/lineageDiff/changes/nodes/2/depth").asInt()).isEqualTo(1);
  }

  @Test
  void pagesGoOnAtTheRevisionOfTheFirst(Sample sample) {
    twoVersions(sample);
    Map<String, Object> variables =
        new HashMap<>(Map.of("base", sample.id("chat1"), "head", sample.id("chat2"), "first", 2));
    Answer first = gateway.ask(DIFF, variables);
    sample.record(sample.artifact("corpus", "late", List.of()));
    sample.ask(Map.of("edges", List.of(sample.edge("TRAINED_ON", "chat2", "late"))));

    variables.put("after", first.text("/lineageDiff/changes/pageInfo/endCursor"));
    Answer second = gateway.ask(DIFF, variables);
    variables.remove("after");
    Answer anew = gateway.ask(DIFF, variables);
    variables.put("asOf", first.data("/lineageDiff/revision").asLong());
    Answer then = gateway.ask(DIFF, variables);

    assertThat(first.data("/lineageDiff/changes/pageInfo/hasNextPage").asBoolean()).isTrue();
    assertThat(second.data("/lineageDiff/changes/totalCount").asInt()).isEqualTo(3);
    assertThat(second.texts("/lineageDiff/changes/nodes", "/kind"))
        .containsExactly("MUTATIONS_CHANGED");
    assertThat(second.data("/lineageDiff/changes/pageInfo/hasNextPage").asBoolean()).isFalse();
    assertThat(second.data("/lineageDiff/changes/pageInfo/hasPreviousPage").asBoolean()).isTrue();
    assertThat(anew.data("/lineageDiff/changes/totalCount").asInt()).isEqualTo(4);
    assertThat(then.data("/lineageDiff/changes/totalCount").asInt()).isEqualTo(3);
    variables.put("after", "nonsense");
    assertThat(gateway.ask(DIFF, variables).codes()).containsExactly("INVALID_CURSOR");
  }

  @Test
  void answersHonestlyAboutUnrelatedArtifactsAndAboutOneTwice(Sample sample) {
    twoVersions(sample);

    Answer unrelated = diff(sample, "web2", "llama");
    Answer twice = diff(sample, "chat1", "chat1");

    assertThat(unrelated.data("/lineageDiff/shared").asInt()).isZero();
    assertThat(unrelated.data("/lineageDiff/nearestCommonAncestors")).isEmpty();
    assertThat(twice.data("/lineageDiff/shared").asInt()).isEqualTo(3);
    assertThat(twice.data("/lineageDiff/changes/totalCount").asInt()).isZero();
    assertThat(twice.data("/lineageDiff/changes/pageInfo/endCursor").isNull()).isTrue();
    assertThat(twice.data("/lineageDiff/nearestCommonAncestors/0/distances").toString())
        .isEqualTo("[0,0]");
  }

  @Test
  void refusesWhatIsNotThereAndRevisionsThatAreNotReached(Sample sample) {
    twoVersions(sample);
    String chat = sample.id("chat1");

    List<Answer> answers = new ArrayList<>();
    answers.add(gateway.ask(DIFF, Map.of("base", chat, "head", sample.id("absent"))));
    answers.add(gateway.ask(DIFF, Map.of("base", sample.id("absent"), "head", chat)));
    answers.add(gateway.ask(DIFF, Map.of("base", "x", "head", chat)));
    answers.add(gateway.ask(DIFF, Map.of("base", chat, "head", chat, "asOf", 999_999_999)));
    answers.add(gateway.ask(DIFF, Map.of("base", chat, "head", chat, "asOf", 0)));
    answers.add(gateway.ask(DIFF, Map.of("base", chat, "head", chat, "first", 0)));

    assertThat(answers)
        .extracting(
            it -> it.codes().getFirst() + " " + it.error().at("/extensions/path").asString())
        .containsExactly(
            "NOT_FOUND head",
            "NOT_FOUND base",
            "INVALID_DIGEST base",
            "REVISION_NOT_REACHED asOf",
            "NOT_FOUND base",
            "INVALID_VALUE first");
  }
}
