package dev.pedigree.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What a gateway does between being asked to end and its end. No store is needed for it. */
class DrainTest {
  @Test
  void goesOnAnsweringButAsksEverybodyToGo() throws Exception {
    try (Gateway gateway = Gateway.launch(1, "farm", null, "--pedigree.http.drain=3s");
        HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> before = get(http, gateway, "liveness");
      Thread ending = Thread.ofPlatform().start(gateway::close);

      HttpResponse<String> live = before;
      while (live.headers().firstValue("Connection").isEmpty()) {
        live = get(http, gateway, "liveness");
      }
      HttpResponse<String> ready = get(http, gateway, "readiness");

      assertThat(live.statusCode()).isEqualTo(200);
      assertThat(live.headers().firstValue("Connection")).hasValue("close");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("\"readinessState\":{\"status\":\"OUT_OF_SERVICE\"}");
      ending.join();
    }
  }

  private static HttpResponse<String> get(HttpClient http, Gateway gateway, String probe)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + gateway.port() + "/actuator/health/" + probe);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
