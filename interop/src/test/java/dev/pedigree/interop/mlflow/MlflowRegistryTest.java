package dev.pedigree.interop.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.Heard;
import dev.pedigree.interop.reading.TextDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowRegistryTest {
  private static final String COMMIT = "9fceb02d0ae598e95dc970b74767f19372d61af8";

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
      200 {"model_versions":[{"name":"churn","version":"2","run_id":"gone","source":"s3://m/2",\
      "creation_timestamp":"-86400000","tags":[{"key":"team","value":"crm"}]}]}""";
    }
    if (request.contains("model-versions/search")) {
      return """
      200 {"model_versions":[{"name":"churn","version":"1","run_id":"r1","user_id":"ann",\
      "creation_timestamp":1700000000000,"current_stage":"Production","source":"s3://m/1",\
      "status":"READY"}],"next_page_token":"next"}""";
    }
    if (request.contains("run_id=r1")) {
      return """
      200 {"run":{"info":{"run_id":"r1"},"data":{"params":[{"key":"depth","value":"6"}],\
      "metrics":[{"key":"auc","value":0.9,"timestamp":1}],"tags":[\
      {"key":"mlflow.source.git.commit","value":"%s"},\
      {"key":"mlflow.source.git.repoURL","value":"https://example.org/churn.git"},\
      {"key":"mlflow.source.name","value":"train.py"}]},"inputs":{"dataset_inputs":[\
      {"tags":[{"key":"mlflow.data.context","value":"training"}],"dataset":{"name":"customers",\
      "digest":"70a1","source_type":"s3","source":"{}"}},\
      {"tags":[{"key":"mlflow.data.context","value":"validation"}],"dataset":{"name":"held-out",\
      "digest":"70a2"}}]}}}"""
          .formatted(COMMIT);
    }
    return "404 {\"error_code\":\"RESOURCE_DOES_NOT_EXIST\"}";
  }

  @Test
  void copiesAllPagesAndReadsTheCopy() throws Exception {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    long versions = serving(MlflowRegistryTest::registry).copy(copy);
    Heard heard =
        new Heard().read(new RegistryReader(), new TextDocument("mlflow", copy.toByteArray()));

    assertThat(versions).isEqualTo(2);
    assertThat(asked)
        .hasSize(4)
        .allMatch(it -> it.startsWith("/api/2.0/mlflow/") && it.endsWith(" Bearer word"));
    assertThat(heard.artifacts())
        .containsExactlyInAnyOrder(
            "MODEL churn@1",
            "MODEL churn@2",
            "CODE https://example.org/churn.git@" + COMMIT,
            "DATASET customers@70a1");
    assertThat(heard.edges())
        .containsExactlyInAnyOrder(
            "churn@1 BUILT_WITH https://example.org/churn.git@" + COMMIT,
            "churn@1 TRAINED_ON customers@70a1");
    assertThat(heard.attributes("churn"))
        .isEqualTo(
            """
            {"extra":{"current_stage":"Production","metrics":{"auc":0.9},"params":{"depth":"6"},\
            "run_id":"r1","status":"READY"},"location":"s3://m/1"}""");
    assertThat(heard.losses()).singleElement().asString().contains("validation");
    assertThat(heard.refusals()).isEmpty();
    assertThat(heard.requests().getLast().artifacts().getFirst().createdAt())
        .isEqualTo(Instant.parse("1969-12-31T00:00:00Z"));
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
        .isInstanceOf(MlflowException.class)
        .hasMessageContaining("model-versions/search");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{\"a\":1}", "[1]", "{\"model_version\":{\"name\":\"a\"", "name,version"})
  void refusesWhatIsNoCopy(String text) {
    assertThatThrownBy(() -> new Heard().read(new RegistryReader(), null, text))
        .isInstanceOf(UnreadableDocumentException.class);
  }

  @Test
  void refusesAVersionWithoutANumberAndKeepsTheRest() {
    Heard heard =
        new Heard()
            .read(
                new RegistryReader(),
                null,
                """
                {"model_version":{"name":"a"}}
                {"model_version":{"name":"b","version":"1","creation_timestamp":"soon"}}
                {"model_version":{"name":"c","version":"1"}}
                """);

    assertThat(heard.artifacts()).containsExactly("MODEL c@1");
    assertThat(heard.refusals())
        .containsExactly(
            "INVALID_VALUE [0].model_version.version: missing (expected: a text)",
            "INVALID_VALUE [1].model_version.creation_timestamp: \"soon\" (expected: milliseconds"
                + " since 1970)");
  }
}
