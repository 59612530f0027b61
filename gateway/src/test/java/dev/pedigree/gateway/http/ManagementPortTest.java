package dev.pedigree.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Tokens;
import dev.pedigree.graph.caller.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;

/** Health and metrics on a port of their own, with the same rules. No store is needed for it. */
class ManagementPortTest {
  private final Tokens tokens = new Tokens();

  @Test
  void answersThereAloneAndByTheSameRules() throws Exception {
    try (Gateway gateway =
            Gateway.launch(
                1,
                "farm",
                null,
                "--management.server.port=0",
                "--management.server.address=127.0.0.1",
                "--spring.security.oauth2.resourceserver.jwt.public-key-location=file:"
                    + tokens.publicKey());
        HttpClient http = HttpClient.newHttpClient()) {
      String port = gateway.bean(Environment.class).getProperty("local.management.port");
      URI management = URI.create("http://127.0.0.1:" + port);
      Map<String, String> auditor =
          bearer(tokens.of("prometheus", List.of(Scope.AUDIT), List.of(), List.of()));

      assertThat(get(http, management.resolve("/actuator/health/liveness"), Map.of()).statusCode())
          .isEqualTo(200);
      HttpResponse<String> ready =
          get(http, management.resolve("/actuator/health/readiness"), Map.of());
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("\"connecting\":");
      URI metrics = management.resolve("/actuator/prometheus");
      assertThat(get(http, metrics, Map.of()).statusCode()).isEqualTo(401);
      assertThat(get(http, metrics, auditor).body()).contains("jvm_memory_used_bytes");
      assertThat(gateway.send("/actuator/prometheus", null, auditor).statusCode()).isEqualTo(404);
      assertThat(get(http, management.resolve("/schema.graphqls"), auditor).statusCode())
          .isEqualTo(404);
    }
  }

  /** A kubelet and a scraper ask a pod by its address, under which no client does. */
  @Test
  void answersUnderAnyName() throws Exception {
    try (Gateway gateway =
        Gateway.launch(
            1,
            "farm",
            null,
            "--management.server.port=0",
            "--management.server.address=127.0.0.1")) {
      int port =
          gateway
              .bean(Environment.class)
              .getRequiredProperty("local.management.port", Integer.class);

      assertThat(statusLine(port, "/actuator/health/liveness")).contains(" 200");
      assertThat(statusLine(port, "/actuator/prometheus")).contains(" 200");
    }
  }

  private static String statusLine(int port, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: 10.1.2.3:8081\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8)
          .lines()
          .findFirst()
          .orElse("");
    }
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> get(HttpClient http, URI uri, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    headers.forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
