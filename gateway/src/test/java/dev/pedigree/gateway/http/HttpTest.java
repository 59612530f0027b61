package dev.pedigree.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.WithGateway;
import org.junit.jupiter.api.Test;

@WithGateway
class HttpTest {
  private final Gateway gateway;

  HttpTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void showsAPageThatLoadsNothingFromElsewhere() {
    String page = gateway.get("/").body();

    assertThat(page).contains("Pedigree").contains("/graphiql").contains("/actuator/health");
    assertThat(page).doesNotContain("http://").doesNotContain("https://").doesNotContain("src=");
  }

  @Test
  void printsTheSchemaInForce() {
    String schema = gateway.get("/graphql/schema").body();

    assertThat(schema).contains("interface Artifact").contains("type Model implements");
  }

  @Test
  void tellsWhetherItIsReady() {
    assertThat(gateway.get("/actuator/health/readiness").body())
        .contains("\"graph\"")
        .contains("\"revision\"");
    assertThat(gateway.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(gateway.get("/actuator/env").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesACallerThatIsNoName() {
    var answer = gateway.post("/graphql", "{\"query\":\"{ head { revision } }\"}", "x".repeat(201));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("INVALID_VALUE").contains("X-Pedigree-Caller");
  }
}
