package dev.pedigree.gateway.requestid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request is called, in its answer. */
@WithGateway
class RequestIdTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final String FRESH = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final Gateway gateway;

  RequestIdTest(Gateway gateway) {
    this.gateway = gateway;
  }

  private String id(Map<String, String> headers) {
    return gateway
        .send("/graphql", "{\"query\":\"{ head { revision } }\"}", headers)
        .headers()
        .firstValue(RequestId.HEADER)
        .orElseThrow();
  }

  @Test
  void isWhatTheClientGives() {
    assertThat(id(Map.of("X-Request-Id", "ci-4711.a:b_C"))).isEqualTo("ci-4711.a:b_C");
    assertThat(id(Map.of("X-Request-Id", "mine", "traceparent", PARENT))).isEqualTo("mine");
  }

  @Test
  void isTheTraceThatTheClientIsIn() {
    assertThat(id(Map.of("traceparent", PARENT))).isEqualTo(TRACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with space",
        "<script>",
        "quote\"",
        "a123456789012345678901234567890123456789012345678901234567890123456789"
      })
  void isAnotherWhereTheClientGivesWhatIsNone(String given) {
    assertThat(id(Map.of("X-Request-Id", given))).matches(FRESH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736"
      })
  void isAnotherWhereTheTraceIsNone(String given) {
    assertThat(id(Map.of("traceparent", given))).matches(FRESH);
  }

  @Test
  void isAlsoGivenToWhatIsRefusedOrNotThere() {
    for (String path : new String[] {"/nowhere", "/actuator/health", "/graphql"}) {
      assertThat(gateway.get(path).headers().firstValue(RequestId.HEADER)).as(path).isPresent();
    }
    assertThat(id(Map.of())).isNotEqualTo(id(Map.of()));
  }
}
