package dev.pedigree.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@WithGateway
class EdgeFetcherTest {
  private static final String CHILDREN =
      """
      query ($id: ID!, $first: Int, $after: String, $types: [EdgeType!]) {
        artifact(id: $id) {
          children(first: $first, after: $after, edgeTypes: $types) {
            totalCount revision
            edges { cursor node { child { name } } }
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          }
        }
      }
      """;

  private final Gateway gateway;

  EdgeFetcherTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void showsEveryFieldOfAnEdge(Sample sample) {
    sample.record(sample.artifact("model", "base", List.of()));
    Answer recorded =
        sample.record(
            sample.artifact(
                "model",
                "small",
                List.of(
                    Map.of(
                        "type", "QUANTIZED_FROM",
                        "name", Map.of("namespace", sample.namespace(), "name", "base"),
                        "weight", 1,
                        "attributes", Map.of("note", List.of(1, "two")),
                        "mutations",
                            List.of(
                                Map.of("quantization", Map.of("bits", 4, "description", "gptq")),
                                Map.of("pruning", Map.of()))))));

    Answer answer =
        gateway.ask(
            """
            query ($id: ID!) {
              node(id: $id) { id __typename }
              edge(id: $id) {
                id type inherits weight attributes recordedAt recordedBy revision
                child { name } parent { name } retraction { reason }
                mutations { __typename kind flavor description ... on Quantization { bits } }
              }
            }
            """,
            Map.of("id", recorded.text("/record/edges/0/id")));

    assertThat(answer.text("/node/__typename")).isEqualTo("Edge");
    assertThat(answer.text("/edge/type")).isEqualTo("QUANTIZED_FROM");
    assertThat(answer.data("/edge/inherits").toString()).isEqualTo("[\"WEIGHTS\",\"VOCABULARY\"]");
    assertThat(answer.data("/edge/weight").asDouble()).isEqualTo(1.0);
    assertThat(answer.data("/edge/attributes").toString()).isEqualTo("{\"note\":[1,\"two\"]}");
    assertThat(answer.text("/edge/child/name")).isEqualTo("small");
    assertThat(answer.text("/edge/parent/name")).isEqualTo("base");
    assertThat(answer.texts("/edge/mutations", "/__typename"))
        .containsExactly("Quantization", "Pruning");
    assertThat(answer.data("/edge/mutations/0/bits").asInt()).isEqualTo(4);
    assertThat(answer.text("/edge/mutations/0/flavor")).isEqualTo("POINT");
  }

  @Test
  void findsEdgesByTypeKindAndMutation(Sample sample) {
    sample.record(
        sample.artifact("corpus", "corpus", List.of()),
        sample.artifact("model", "model", List.of(sample.parent("TRAINED_ON", "corpus"))),
        sample.artifact("adapter", "adapter", List.of(sample.parent("TRAINED_ON", "corpus"))));
    String in = "namespaces: [\"" + sample.namespace() + "\"]";

    Answer answer =
        gateway.ask(
            """
            {
              all: edges(where: {types: [TRAINED_ON], child: {@}}) { totalCount nodes { child { name } } }
              adapters: edges(where: {child: {@, kinds: [ADAPTER]}}) { totalCount }
              parents: edges(where: {parent: {@, not: {kinds: [CORPUS]}}}) { totalCount }
              quantized: edges(where: {child: {@}, mutations: [QUANTIZATION]}) { totalCount }
              data: edges(where: {child: {@}, inherits: [DATA]}, first: 1) { totalCount pageInfo { hasNextPage } }
              both: edges(where: {child: {@}, retracted: null}) { totalCount }
            }
            """
                .replace("@", in));

    assertThat(answer.texts("/all/nodes", "/child/name")).containsExactly("model", "adapter");
    assertThat(answer.data("/adapters/totalCount").asInt()).isOne();
    assertThat(answer.data("/parents/totalCount").asInt()).isZero();
    assertThat(answer.data("/quantized/totalCount").asInt()).isZero();
    assertThat(answer.data("/data/totalCount").asInt()).isEqualTo(2);
    assertThat(answer.data("/data/pageInfo/hasNextPage").asBoolean()).isTrue();
    assertThat(answer.data("/both/totalCount").asInt()).isEqualTo(2);
  }

  @Test
  void goesThroughAllPagesInTheOrderOfTheJournal(Sample sample) {
    children(sample, 0, 7);
    List<String> seen = new ArrayList<>();
    String after = null;

    do {
      Answer page = page(sample, 3, after);
      seen.addAll(names(page));
      after = next(page);
    } while (after != null);

    assertThat(seen)
        .containsExactlyElementsOf(IntStream.range(0, 7).mapToObj(i -> "child" + i).toList());
  }

  @Test
  void goesOnAtTheRevisionOfTheFirstPage(Sample sample) {
    children(sample, 0, 4);
    Answer first = page(sample, 3, null);
    children(sample, 4, 6);

    Answer second = page(sample, 3, next(first));

    assertThat(names(second)).containsExactly("child3");
    assertThat(second.data("/artifact/children/revision").asLong())
        .isEqualTo(first.data("/artifact/children/revision").asLong());
    assertThat(second.data("/artifact/children/pageInfo/hasPreviousPage").asBoolean()).isTrue();
    assertThat(second.data("/artifact/children/pageInfo/hasNextPage").asBoolean()).isFalse();
  }

  @Test
  void refusesBrokenCursorsAndThoseOfAnotherQuestion(Sample sample) {
    children(sample, 0, 2);
    String cursor = page(sample, 1, null).text("/artifact/children/pageInfo/endCursor");
    Map<String, Object> other = variables(sample, 1, cursor);
    other.put("types", List.of("TRAINED_ON"));

    assertThat(page(sample, 1, "x").codes()).containsExactly("INVALID_CURSOR");
    assertThat(page(sample, 1, cursor.replace('A', 'B')).codes()).containsExactly("INVALID_CURSOR");
    assertThat(page(sample, 1, "A".repeat(100_000)).codes()).containsExactly("INVALID_CURSOR");
    assertThat(gateway.ask(CHILDREN, other).codes()).containsExactly("INVALID_CURSOR");
  }

  @Test
  void refusesPagesThatAreTooLargeOrEmpty(Sample sample) {
    children(sample, 0, 1);

    assertThat(page(sample, 0, null).codes()).containsExactly("INVALID_VALUE");
    assertThat(page(sample, 1001, null).codes()).containsExactly("INVALID_VALUE");
    assertThat(page(sample, -5, null).paths()).containsExactly("first");
  }

  private void children(Sample sample, int from, int to) {
    sample.ask(Map.of("artifacts", List.of(sample.artifact("corpus", "corpus", List.of()))));
    for (int i = from; i < to; i++) {
      sample.record(
          sample.artifact("model", "child" + i, List.of(sample.parent("TRAINED_ON", "corpus"))));
    }
  }

  private Answer page(Sample sample, int first, @Nullable String after) {
    return gateway.ask(CHILDREN, variables(sample, first, after));
  }

  private static Map<String, Object> variables(Sample sample, int first, @Nullable String after) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("id", sample.id("corpus"));
    variables.put("first", first);
    if (after != null) {
      variables.put("after", after);
    }
    return variables;
  }

  private static List<String> names(Answer page) {
    return page.texts("/artifact/children/edges", "/node/child/name");
  }

  private static @Nullable String next(Answer page) {
    return page.data("/artifact/children/pageInfo/hasNextPage").asBoolean()
        ? page.text("/artifact/children/pageInfo/endCursor")
        : null;
  }
}
