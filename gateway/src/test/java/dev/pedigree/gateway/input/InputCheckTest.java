package dev.pedigree.gateway.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@WithGateway
class InputCheckTest {
  private static final Map<String, Object> NAMED = Map.of("namespace", "n", "name", "m");

  private final Gateway gateway;

  InputCheckTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void tellsEveryFaultOfAVariableWithItsPlace(Sample sample) {
    Answer answer =
        sample.ask(
            Map.of(
                "artifacts",
                List.of(
                    Map.of("model", with(NAMED, "digest", "md5:1")),
                    Map.of("model", NAMED, "corpus", NAMED),
                    Map.of(),
                    with(Map.of(), "model", null),
                    Map.of("gadget", NAMED),
                    Map.of("model", Map.of("name", 3))),
                "edges",
                List.of(Map.of("type", "KNOWS", "child", "a", "parent", "b", "weight", "1")),
                "checks",
                "none"));

    assertThat(told(answer))
        .containsExactlyInAnyOrder(
            "INVALID_DIGEST input.artifacts[0].model.digest: md5:1"
                + " (expected: sha256: and 64 lower-case hexadecimal digits)",
            "INVALID_VALUE input.artifacts[1]: 2 fields (expected: exactly one of KINDS)",
            "INVALID_VALUE input.artifacts[2]: no field (expected: exactly one of KINDS)",
            "INVALID_VALUE input.artifacts[3]: a field that is null (expected: exactly one of KINDS)",
            "INVALID_VALUE input.artifacts[4].gadget: unknown field (expected: one of KINDS)",
            "INVALID_VALUE input.artifacts[5].model.name: 3 (expected: a text)",
            "INVALID_VALUE input.artifacts[5].model.namespace: missing (expected: a text)",
            "INVALID_VALUE input.edges[0].type: \"KNOWS\" (expected: one of TYPES)",
            "INVALID_VALUE input.edges[0].weight: \"1\" (expected: a number)",
            "INVALID_VALUE input.checks: \"none\""
                + " (expected: an object with fields of artifact, name, version, outcome, evidence)");
    assertThat(answer.error().at("/extensions/errorType").asString()).isEqualTo("BAD_REQUEST");
  }

  @Test
  void tellsTheFaultsOfALiteralInTheSameWords() {
    Answer answer =
        gateway.ask(
            """
            mutation {
              record(input: {
                artifacts: [{gadget: {}}, {model: {namespace: "n", name: "m", digest: "md5:1"}}],
                edges: [{type: "SERVES", child: 1.5, parent: [A], weight: NaN}]
              }) { revision }
            }
            """);

    assertThat(told(answer))
        .containsExactlyInAnyOrder(
            "INVALID_VALUE input.artifacts[0].gadget: unknown field (expected: one of KINDS)",
            "INVALID_DIGEST input.artifacts[1].model.digest: md5:1"
                + " (expected: sha256: and 64 lower-case hexadecimal digits)",
            "INVALID_VALUE input.edges[0].type: \"SERVES\" (expected: one of TYPES)",
            "INVALID_VALUE input.edges[0].child: 1.5 (expected: a text)",
            "INVALID_VALUE input.edges[0].parent: a list of 1 (expected: a text)",
            "INVALID_VALUE input.edges[0].weight: NaN (expected: a number)");
  }

  @Test
  void tellsOfAChoiceThatIsNullInTheSameWordsWhereverItStands() {
    String mutation =
        """
        mutation %s { record(input: {
          artifacts: [{model: %s}],
          edges: [{type: QUANTIZED_FROM, child: "a", parent: "b", mutations: [{quantization: %s}]}]
        }) { revision } }
        """;
    String variables =
        mutation.formatted("($it: ModelInput, $bits: QuantizationInput)", "$it", "$bits");
    Map<String, @Nullable Object> nulls = new HashMap<>();
    nulls.put("it", null);
    nulls.put("bits", null);

    Answer literal = gateway.ask(mutation.formatted("", "null", "null"));
    Answer leftOut = gateway.ask(variables);
    Answer given = gateway.ask(variables, nulls);

    for (Answer answer : List.of(literal, leftOut, given)) {
      assertThat(told(answer))
          .containsExactlyInAnyOrder(
              "INVALID_VALUE input.artifacts[0]: a field that is null (expected: exactly one of KINDS)",
              "INVALID_VALUE input.edges[0].mutations[0]: a field that is null"
                  + " (expected: exactly one of MUTATIONS)");
      assertThat(answer.paths())
          .containsExactlyInAnyOrder("input.artifacts[0]", "input.edges[0].mutations[0]");
    }
  }

  @Test
  void tellsOfTwoKindsBesideWhatTheyLack(Sample sample) {
    Answer answer =
        sample.ask(Map.of("artifacts", List.of(Map.of("model", Map.of(), "corpus", Map.of()))));

    assertThat(told(answer))
        .containsExactlyInAnyOrder(
            "INVALID_VALUE input.artifacts[0]: 2 fields (expected: exactly one of KINDS)",
            "INVALID_VALUE input.artifacts[0].model.namespace: missing (expected: a text)",
            "INVALID_VALUE input.artifacts[0].model.name: missing (expected: a text)",
            "INVALID_VALUE input.artifacts[0].corpus.namespace: missing (expected: a text)",
            "INVALID_VALUE input.artifacts[0].corpus.name: missing (expected: a text)");
  }

  @Test
  void looksIntoWhatAVariableIsWhenItIsLeftOut() {
    Answer answer =
        gateway.ask(
            """
            mutation ($it: RecordInput! = {artifacts: [{model: null}]}) {
              record(input: $it) { revision }
            }
            """);

    assertThat(told(answer))
        .containsExactly(
            "INVALID_VALUE input.artifacts[0]: a field that is null (expected: exactly one of KINDS)");
  }

  @Test
  void saysWhereAVariableIsUsed() {
    Answer nested =
        gateway.ask(
            "query ($words: [ArtifactKind!]) { search(text: \"x\", where: {kinds: $words}) { totalCount } }",
            Map.of("words", List.of("MODEL", "GADGET")));
    Answer missing = gateway.ask("query ($it: ID!) { artifact(id: $it) { id } }");
    Answer other =
        gateway.ask(
            "query ($at: Revision) { artifact(id: \"x\", asOf: $at) { id } nope }",
            Map.of("at", "soon"));

    assertThat(nested.paths()).containsExactly("where.kinds[1]");
    assertThat(nested.codes()).containsExactly("INVALID_VALUE");
    assertThat(missing.paths()).containsExactly("id");
    assertThat(told(missing).getFirst()).contains("id: missing (expected: a text)");
    assertThat(other.codes()).containsExactly("INVALID_VALUE");
    assertThat(other.error().get("message").asString()).contains("nope");
  }

  @Test
  void tellsAtMostAHundredFaultsInShortLines(Sample sample) {
    List<Object> many = IntStream.range(0, 500).<Object>mapToObj(_ -> "x".repeat(1000)).toList();

    Answer answer = sample.ask(Map.of("artifacts", many));

    assertThat(answer.codes()).hasSize(100).containsOnly("INVALID_VALUE");
    assertThat(answer.error().get("message").asString()).hasSizeLessThan(400);
  }

  @Test
  void saysWhichRevisionsThereAre(Sample sample) {
    sample.record(sample.artifact("corpus", "c", List.of()));
    Map<String, Object> variables = Map.of("id", sample.id("c"), "at", 999_999_999);

    Answer top =
        gateway.ask(
            "query ($id: ID!, $at: Revision) { artifact(id: $id, asOf: $at) { id } }", variables);
    Answer filter =
        gateway.ask(
            """
            query ($id: ID!, $at: Revision) {
              artifact(id: $id) { ancestors(filter: {asOf: $at}) { totalCount } }
            }
            """,
            variables);

    assertThat(top.codes()).containsExactly("REVISION_NOT_REACHED");
    assertThat(top.paths()).containsExactly("asOf");
    assertThat(filter.paths()).containsExactly("filter.asOf");
    assertThat(filter.error().get("message").asString())
        .matches("filter.asOf: revision 999999999 \\(expected: 0 to \\d+\\)");
  }

  @Test
  void refusesAnIntrospectionThatGoesTooDeep() {
    Answer answer =
        gateway.ask(
            "{ __schema { types "
                + "{ fields { type ".repeat(9)
                + "{ name }"
                + " } }".repeat(9)
                + " } }");

    assertThat(answer.codes()).containsExactly("TOO_LARGE");
    assertThat(answer.error().get("message").asString()).contains("expected: ");
  }

  /** Code, then message, with the long lists of names cut short. */
  private static List<String> told(Answer answer) {
    List<String> codes = answer.codes();
    List<String> paths = answer.paths();
    return IntStream.range(0, codes.size())
        .mapToObj(
            i -> {
              String message = answer.body().at("/errors/" + i + "/message").asString();
              assertThat(message).startsWith(paths.get(i) + ": ");
              return codes.get(i) + " " + message;
            })
        .map(it -> it.replaceAll("of corpus, .*\\)", "of KINDS)"))
        .map(it -> it.replaceAll("of continuedTraining, .*\\)", "of MUTATIONS)"))
        .map(it -> it.replaceAll("of [A-Z_]+, .*\\)", "of TYPES)"))
        .toList();
  }

  private static Map<String, @Nullable Object> with(
      Map<String, Object> map, String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new HashMap<>(map);
    more.put(name, value);
    return more;
  }
}
