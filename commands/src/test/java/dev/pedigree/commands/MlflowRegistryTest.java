package dev.pedigree.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowRegistryTest {
  private final List<String> asked = new ArrayList<>();
  private @Nullable HttpServer server;

  /** Answers as the documentation says: a status and a space before the body. */
  private MlflowRegistry serving(Function<String, String> answers) throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server = started;
    started.createContext("/", exchange -> answer(exchange, answers));
    started.start();
    return new MlflowRegistry(
        HttpClient.newHttpClient(),
        URI.create("http://localhost:" + started.getAddress().getPort() + "/"),
        "Bearer word");
  }

  private void answer(HttpExchange exchange, Function<String, String> answers) throws IOException {
    String request = exchange.getRequestURI().toString();
    asked.add(request + " " + exchange.getRequestHeaders().getFirst("Authorization"));
    String answer = answers.apply(request);
    byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private static String registry(String request) {
    if (request.contains("page_token=next")) {
      return """
      200 {"model_versions":[{"name":"churn","version":"3","run_id":"gone"}]}""";
    }
    if (request.contains("model-versions/search")) {
      return """
      200 {"model_versions":[{"name":"churn","version":"1","run_id":"r1"},\
      {"name":"churn","version":"2","run_id":"r1"}],"next_page_token":"next"}""";
    }
    if (request.contains("run_id=r1")) {
      return """
      200 {"run":{"info":{"run_id":"r1"},"data":{"metrics":[{"key":"auc","value":0.9000}]}}}""";
    }
    return "404 {\"error_code\":\"RESOURCE_DOES_NOT_EXIST\"}";
  }

  @Test
  void copiesAllPagesEachRunOnceBeforeItsVersions() throws Exception {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    long versions = serving(MlflowRegistryTest::registry).copy(copy);

    assertThat(versions).isEqualTo(3);
    assertThat(asked)
        .hasSize(4)
        .allMatch(it -> it.startsWith("/api/2.0/mlflow/") && it.endsWith(" Bearer word"));
    assertThat(copy.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"run":{"info":{"run_id":"r1"},"data":{"metrics":[{"key":"auc","value":0.9000}]}}}
            {"model_version":{"name":"churn","version":"1","run_id":"r1"}}
            {"model_version":{"name":"churn","version":"2","run_id":"r1"}}
            {"model_version":{"name":"churn","version":"3","run_id":"gone"}}
            """);
  }

  @Test
  void asksForOneModel() throws Exception {
    serving(request -> "200 {}").copyModel(new ByteArrayOutputStream(), "it's");

    assertThat(asked).singleElement().asString().contains("filter=name%3D%27it%5C%27s%27");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "401 {}",
        "500 broken",
        "200 <html>",
        "200 []",
        "200 {\"model_versions\":[],\"next_page_token\":\"same\"}"
      })
  void failsWhereTheServerDoesNotAnswerAsItShould(String answer) throws Exception {
    MlflowRegistry registry = serving(_ -> answer);

    assertThatThrownBy(() -> registry.copy(new ByteArrayOutputStream()))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("model-versions/search");
  }
}
