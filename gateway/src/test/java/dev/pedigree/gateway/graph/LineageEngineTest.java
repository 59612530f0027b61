package dev.pedigree.gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@WithLocalStack
class LineageEngineTest {
  private static final int CHAIN = 8;

  private final int cassandraPort;

  LineageEngineTest(Endpoints endpoints) {
    cassandraPort = endpoints.cassandraPort();
  }

  private Gateway launch(String engine) {
    return Gateway.launch(
        cassandraPort, Gateway.freshKeyspace(), null, "--pedigree.lineage.engine=" + engine);
  }

  /** At once: whatever the property graph lacks yet. */
  @Test
  void answersFromThePropertyGraphWhatWasJustRecorded() {
    try (Gateway gateway = launch("property-graph")) {
      gateway.awaitReadiness(200);
      Sample sample = Sample.in(gateway);
      sample.record(sample.artifact("corpus", "m0", List.of()));
      for (int i = 1; i <= CHAIN; i++) {
        sample.record(sample.artifact("corpus", "m" + i, derivedFrom(sample, "m" + (i - 1))));

        Answer answer = descendants(gateway, sample);

        assertThat(answer.data("/artifact/descendants/totalCount").asInt()).isEqualTo(i);
      }
      assertThat(descendants(gateway, sample).texts("/artifact/descendants/edges", "/depth"))
          .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    }
  }

  private static List<Map<String, Object>> derivedFrom(Sample sample, String parent) {
    return List.of(Map.of("type", "DERIVED_FROM", "id", sample.id(parent)));
  }

  private static Answer descendants(Gateway gateway, Sample sample) {
    return gateway.ask(
        "query ($id: ID!) { artifact(id: $id) { descendants { totalCount edges { depth } } } }",
        Map.of("id", sample.id("m0")));
  }

  @Test
  void refusesAnEngineThatThereIsNot() {
    assertThatThrownBy(() -> launch("janus"))
        .rootCause()
        .hasMessage("pedigree.lineage.engine: janus (expected: topology or property-graph)");
  }
}
