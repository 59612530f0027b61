package dev.pedigree.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Documents that no honest client writes are refused by their shape. */
@WithGateway
class HostileDocumentTest {
  private static final int FRAGMENTS = 60;

  private final Gateway gateway;

  HostileDocumentTest(Gateway gateway) {
    this.gateway = gateway;
  }

  private void isRefused(String document, String message) {
    Answer answer = gateway.ask(document);

    assertThat(answer.codes()).containsExactly("TOO_LARGE");
    assertThat(answer.error().at("/message").asString()).isEqualTo(message);
    assertThat(answer.error().at("/extensions/retryable").asBoolean()).isFalse();
  }

  @Test
  void refusesDeepNesting() {
    isRefused(nested(31), "the document: its depth: 63 (expected: at most 60)");
    assertThat(gateway.ask(nested(300)).codes()).containsExactly("TOO_LARGE");
    assertThat(gateway.ask(nested(29)).codes()).isEmpty();
  }

  /** Of a depth of twice {@code levels} and one. */
  private static String nested(int levels) {
    return "{ artifacts { nodes { "
        + "ancestors(first: 1) { nodes { ".repeat(levels - 1)
        + "id"
        + " } }".repeat(levels)
        + " }";
  }

  @Test
  void refusesAliasBombs() {
    String aliases =
        IntStream.range(0, 501).mapToObj(i -> "a%d: __typename".formatted(i)).collect(joined());

    isRefused("{ " + aliases + " }", "the document: its aliases: 501 (expected: at most 500)");
  }

  @Test
  void refusesSelectionsThatAreTooBroad() {
    String fields = "__typename ".repeat(1_001);

    isRefused("{ " + fields + " }", "the document: its breadth: 1001 (expected: at most 1000)");
    isRefused(
        "{ head { ...F } } fragment F on JournalHead { " + fields + " }",
        "the document: its breadth: 1001 (expected: at most 1000)");
  }

  @Test
  void refusesDirectivesByTheThousand() {
    Answer answer = gateway.ask("{ __typename " + "@a ".repeat(7_000) + "}");

    assertThat(answer.codes()).isNotEmpty().containsOnly("INVALID_VALUE");
    assertThat(answer.body().toString()).hasSizeLessThan(100_000);
  }

  /** They are read before anybody knows the operation. */
  @Test
  void refusesVariablesThatAreMadeToBeHardToRead() {
    for (String value : List.of("[".repeat(100_000) + "]".repeat(100_000), "1".repeat(1_000_000))) {
      var response =
          gateway.post(
              "/graphql",
              "{\"query\":\"{ __typename }\",\"variables\":{\"x\":" + value + "}}",
              null);
      Answer answer = new Answer(response.statusCode(), Gateway.JSON.readTree(response.body()));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.codes()).containsExactly("INVALID_VALUE");
      assertThat(response.body()).hasSizeLessThan(2_000);
    }
  }

  /** Each takes three bytes in the request, and twenty times that in memory. */
  @Test
  void refusesVariablesThatAreMadeToGrow() {
    var response =
        gateway.post(
            "/graphql",
            "{\"query\":\"{ __typename }\",\"variables\":{\"x\":[" + "{},".repeat(500_000) + "0]}}",
            null);
    Answer answer = new Answer(response.statusCode(), Gateway.JSON.readTree(response.body()));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.codes()).containsExactly("TOO_LARGE");
  }

  @Test
  void refusesFragmentsThatDouble() {
    String fragments =
        IntStream.range(0, FRAGMENTS)
            .mapToObj(
                i ->
                    "fragment F%d on Artifact { parents { nodes { ...F%d } } children { nodes { ...F%d } } }"
                        .formatted(i, i + 1, i + 1))
            .collect(joined());

    isRefused(
        "{ artifacts { nodes { ...F0 } } }\n"
            + fragments
            + " fragment F%d on Artifact { id }".formatted(FRAGMENTS),
        "the document: its depth: 123 (expected: at most 60)");
    isRefused(
        "{ artifacts { nodes { ...F40 } } }\n"
            + fragments
            + " fragment F%d on Artifact { id }".formatted(FRAGMENTS),
        "the document: its fields: 5242878 (expected: at most 5000)");
  }

  @Test
  void fragmentsThatContainThemselvesAreFoundByValidation() {
    Answer answer =
        gateway.ask(
            "{ artifacts { nodes { ...A } } } fragment A on Artifact { ...B } fragment B on Artifact { ...A }");

    assertThat(answer.codes()).isNotEmpty().containsOnly("INVALID_VALUE");
  }

  @Test
  void refusesChainsOfFragmentsHoweverLong() {
    String chain =
        IntStream.range(0, 1_500)
            .mapToObj(i -> "fragment F%d on Artifact { ...F%d }".formatted(i, i + 1))
            .collect(joined());

    isRefused(
        "{ artifacts { nodes { ...F0 } } } " + chain + " fragment F1500 on Artifact { id }",
        "the document: its depth: far more (expected: at most 60)");
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(" ");
  }
}
