package dev.pedigree.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gateway says that operations cost, and what it does not begin. */
@WithGateway
class OperationCostTest {
  private final Gateway gateway;

  OperationCostTest(Gateway gateway) {
    this.gateway = gateway;
  }

  private long cost(String document) {
    return gateway.ask(document).body().at("/extensions/cost/requested").asLong();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{ head { revision } }; 1",
        "{ artifacts(first: 7) { totalCount } }; 10",
        "{ artifacts(first: 7) { nodes { id name } } }; 17",
        "{ artifacts { nodes { id } } }; 60",
        "{ artifacts(first: 10) { nodes { ancestors(first: 20) { nodes { name } } } } }; 320",
        "{ artifacts(first: 10) { nodes { ancestors { nodes { name } } } } }; 140",
        "{ artifacts(first: 10) { nodes { ancestors(first: 20) { ids } } } }; 120",
        "{ artifacts(first: 10) { nodes { tainted } } }; 30",
        "{ a: artifacts(first: 3) { nodes { id } } b: artifacts(first: 3) { nodes { id } } }; 26",
        "{ _service { sdl } }; 10001",
        "{ __schema { types { name fields { name } } } }; 0"
      })
  void countsFieldsAndQuestionsAsOftenAsTheListsAroundThemMayHaveElements(
      String document, long cost) {
    assertThat(cost(document)).isEqualTo(cost);
  }

  @Test
  void countsOnceWhatIsAskedTwiceAndWhatIsSkippedNot() {
    String fragments =
        """
        query ($no: Boolean = false) {
          artifacts(first: 5) { nodes { ...a ...a } }
          b: artifacts(first: 5) @include(if: $no) { nodes { id } }
        }
        fragment a on Artifact { ancestors(first: 2) { nodes { id } } }
        """;

    assertThat(cost(fragments)).isEqualTo(10 + 5 + 5 * 10 + 5 * 2);
  }

  @Test
  void readsPagesOutOfVariables() {
    Answer answer =
        gateway.ask("query ($n: Int!) { artifacts(first: $n) { nodes { id } } }", Map.of("n", 30));

    assertThat(answer.body().at("/extensions/cost/requested").asLong()).isEqualTo(40);
    assertThat(answer.body().at("/extensions/cost/limit").asLong()).isEqualTo(20_000_000);
    assertThat(answer.body().at("/extensions/cost/left").asLong()).isPositive();
  }

  @Test
  void refusesWhatCostsTooMuchBeforeItIsBegun() {
    Answer answer =
        gateway.ask(
            "{ artifacts(first: 1000) { nodes { ancestors(first: 1000) { nodes { descendants(first: 1000) { nodes { id } } } } } } }");

    assertThat(answer.codes()).containsExactly("TOO_LARGE");
    assertThat(answer.error().at("/message").asString())
        .startsWith("the operation: its cost: 1011011010 (expected: at most 20000000;");
    assertThat(answer.body().at("/extensions/revision").isMissingNode())
        .as("read nothing")
        .isTrue();
    String far = "ancestors(first: 1000) { nodes { ";
    assertThat(
            gateway
                .ask("{ artifacts { nodes { " + far.repeat(9) + "id" + " } }".repeat(10) + " }")
                .error()
                .at("/message")
                .asString())
        .contains("its cost: far more");
  }
}
