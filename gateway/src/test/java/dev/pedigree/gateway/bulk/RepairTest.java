package dev.pedigree.gateway.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithGateway
class RepairTest {
  private final Gateway gateway;

  RepairTest(Gateway gateway) {
    this.gateway = gateway;
  }

  /** Damages are repaired in the tests of each projection. */
  @ParameterizedTest
  @ValueSource(strings = {"topology", "state", "audit", "search"})
  void leavesAProjectionWithoutDifferences(String projection, Sample sample) {
    sample.chain("m", 3);

    List<String> lines =
        gateway.post("/repair?projection=" + projection, "", null).body().lines().toList();

    assertThat(lines.getLast())
        .startsWith("{\"projection\":\"" + projection + "\"")
        .endsWith("\"differences\":0,\"done\":true,\"message\":\"as the journal says\"}");
    sample.chain("n", 3);
    assertThat(gateway.post("/repair?projection=" + projection, "", null).body())
        .contains("\"differences\":0,\"done\":true");
  }

  @Test
  void saysWhatCanBeRepaired() {
    assertThat(gateway.post("/repair?projection=journal", "", null).body())
        .startsWith("{\"code\":\"INVALID_VALUE\"")
        .contains(
            "repair: journal (expected: topology or one of [state, property-graph, audit, search])");
  }
}
