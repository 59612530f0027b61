package dev.pedigree.gateway.standing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@WithGateway
class StandingFetcherTest {
  private static final String QUARANTINE =
      """
      mutation ($input: QuarantineInput!) {
        quarantine(input: $input) {
          revision artifact { id quarantine { reason by revision } tainted }
          blastRadius(first: 3) {
            totalCount groups(by: STAGE) { key count } ids
            edges { depth node { name stage tainted taintedBy { node { name } via { type } } } }
            pageInfo { hasNextPage }
          }
        }
      }
      """;

  private static final String RETRACT =
      """
      mutation ($input: RetractInput!) {
        retract(input: $input) {
          revision artifact { id retraction { reason by } } edge { id type retraction { reason by } }
        }
      }
      """;

  private final Gateway gateway;
  private final Sample sample;

  StandingFetcherTest(Gateway gateway, Sample sample) {
    this.gateway = gateway;
    this.sample = sample;
  }

  @Test
  void tellsWhatAQuarantineWouldHurtProductionFirst() {
    sample.chain("m", 6);
    promote("m4", "STAGING", "PRODUCTION");
    promote("m2", "STAGING");

    Answer answer =
        gateway.ask(QUARANTINE, input("artifact", sample.id("m0"), "reason", "poisoned"), "eve");

    assertThat(answer.text("/quarantine/artifact/quarantine/reason")).isEqualTo("poisoned");
    assertThat(answer.text("/quarantine/artifact/quarantine/by")).isEqualTo("eve");
    assertThat(answer.data("/quarantine/revision").asLong()).isEqualTo(answer.revision());
    assertThat(answer.data("/quarantine/blastRadius/totalCount").asInt()).isEqualTo(5);
    assertThat(answer.texts("/quarantine/blastRadius/edges", "/node/name"))
        .containsExactly("m4", "m2", "m1");
    assertThat(answer.texts("/quarantine/blastRadius/edges", "/depth"))
        .containsExactly("4", "2", "1");
    assertThat(answer.texts("/quarantine/blastRadius/edges", "/node/tainted")).containsOnly("true");
    assertThat(answer.text("/quarantine/blastRadius/edges/0/node/taintedBy/0/node/name"))
        .isEqualTo("m0");
    assertThat(answer.data("/quarantine/blastRadius/ids/0").asString()).isEqualTo(sample.id("m4"));
    assertThat(answer.data("/quarantine/blastRadius/pageInfo/hasNextPage").asBoolean()).isTrue();
    assertThat(answer.texts("/quarantine/blastRadius/groups", "/key"))
        .containsExactly("DRAFT", "PRODUCTION", "STAGING");
  }

  @Test
  void liftsItByARelease() {
    sample.chain("m", 2);
    gateway.ask(QUARANTINE, input("artifact", sample.id("m0"), "reason", "poisoned"));
    Answer promoted = promotion("m0", "STAGING");

    Answer released =
        gateway.ask(
            """
            mutation ($input: ReleaseInput!) {
              release(input: $input) { revision artifact { quarantine { reason } history { edges { node { facts { summary } } } } } }
            }
            """,
            input("artifact", sample.id("m0"), "reason", "it was another one"));

    assertThat(promoted.codes()).containsExactly("QUARANTINED");
    assertThat(released.data("/release/artifact/quarantine").isNull()).isTrue();
    assertThat(released.text("/release/artifact/history/edges/2/node/facts/0/summary"))
        .endsWith("it was another one");
    assertThat(tainted("m1")).isFalse();
  }

  @Test
  void takesAnArtifactOutOfTheLineageButNotOutOfTheHistory() {
    sample.chain("m", 3);

    Answer answer =
        gateway.ask(
            RETRACT, input("artifact", sample.id("m1"), "reason", "recorded by mistake"), "eve");

    assertThat(answer.text("/retract/artifact/retraction/reason")).isEqualTo("recorded by mistake");
    assertThat(answer.text("/retract/artifact/retraction/by")).isEqualTo("eve");
    assertThat(answer.data("/retract/edge").isNull()).isTrue();
    assertThat(descendants("m0", answer.revision())).isZero();
    assertThat(descendants("m0", answer.revision() - 1)).isEqualTo(2);
  }

  @Test
  void takesAnEdgeOutOfTheLineage() {
    Answer recorded =
        sample.record(
            sample.artifact("corpus", "c", List.of()),
            sample.artifact("model", "m", List.of(sample.parent("TRAINED_ON", "c"))));
    String edge = recorded.text("/record/edges/0/id");

    Answer answer = gateway.ask(RETRACT, input("edge", edge, "reason", "another corpus was used"));

    assertThat(answer.text("/retract/edge/type")).isEqualTo("TRAINED_ON");
    assertThat(answer.text("/retract/edge/retraction/reason")).isEqualTo("another corpus was used");
    assertThat(answer.data("/retract/artifact").isNull()).isTrue();
    assertThat(descendants("c", answer.revision())).isZero();
    assertThat(descendants("c", answer.revision() - 1)).isOne();
  }

  @Test
  void repeatsTheFirstAnswer() {
    sample.chain("m", 2);
    Map<String, Object> input =
        input("requestId", sample.id("r"), "artifact", sample.id("m0"), "reason", "poisoned");
    Answer first = gateway.ask(QUARANTINE, input);

    Answer again = gateway.ask(QUARANTINE, input);
    Answer other =
        gateway.ask(
            RETRACT,
            input("requestId", sample.id("r"), "artifact", sample.id("m0"), "reason", "x"));

    assertThat(again.data("/quarantine")).isEqualTo(first.data("/quarantine"));
    assertThat(other.codes()).containsExactly("REQUEST_ID_REUSED");
  }

  @Test
  void refusesWhatIsNotThereIsNothingOrIsTwoThings() {
    sample.chain("m", 2);
    String id = sample.id("m0");

    assertRefused(QUARANTINE, "NOT_FOUND", "artifact", sample.id("x"), "reason", "x");
    assertRefused(QUARANTINE, "INVALID_DIGEST", "artifact", "m0", "reason", "x");
    assertRefused(QUARANTINE, "INVALID_VALUE", "artifact", id, "reason", " ");
    assertRefused(RETRACT, "INVALID_VALUE", "reason", "x");
    assertRefused(RETRACT, "INVALID_VALUE", "artifact", id, "edge", id, "reason", "x");
    assertRefused(RETRACT, "NOT_FOUND", "edge", id, "reason", "x");
    assertThat(descendants("m0", null)).isOne();
  }

  private void assertRefused(String mutation, String code, String... members) {
    assertThat(gateway.ask(mutation, input(members)).codes()).containsExactly(code);
  }

  private static Map<String, Object> input(String... members) {
    Map<String, Object> input = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      input.put(members[i], members[i + 1]);
    }
    return Map.of("input", input);
  }

  private void promote(String name, String... stages) {
    for (String stage : stages) {
      promotion(name, stage).data("/promote");
    }
  }

  private Answer promotion(String name, String stage) {
    return gateway.ask(
        "mutation ($input: PromoteInput!) { promote(input: $input) { __typename } }",
        input("artifact", sample.id(name), "stage", stage));
  }

  private boolean tainted(String name) {
    return gateway
        .ask("query ($id: ID!) { artifact(id: $id) { tainted } }", Map.of("id", sample.id(name)))
        .data("/artifact/tainted")
        .asBoolean();
  }

  private int descendants(String name, @Nullable Long asOf) {
    return gateway
        .ask(
            "query ($id: ID!, $filter: LineageFilter) { artifact(id: $id) { descendants(filter: $filter) { totalCount } } }",
            asOf == null
                ? Map.of("id", sample.id(name))
                : Map.of("id", sample.id(name), "filter", Map.of("asOf", asOf)))
        .data("/artifact/descendants/totalCount")
        .asInt();
  }
}
