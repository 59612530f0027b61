package dev.pedigree.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pedigree.client.query.DescendsFromGraphQLQuery;
import dev.pedigree.client.query.HeadGraphQLQuery;
import dev.pedigree.client.query.HeadProjectionRoot;
import dev.pedigree.client.query.RecordGraphQLQuery;
import dev.pedigree.client.query.RecordProjectionRoot;
import dev.pedigree.client.types.JournalHead;
import dev.pedigree.client.types.RecordInput;
import dev.pedigree.client.types.RecordPayload;
import dev.pedigree.localstack.LoopbackPort;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes of answers that a gateway in good health does not give, or not on demand. */
class AnswersTest {
  private static final String UNAVAILABLE =
      "{\"errors\":[{\"message\":\"busy\",\"extensions\":{\"code\":\"UNAVAILABLE\"}}]}";
  private static final String RECORDED =
      "{\"data\":{\"record\":{\"revision\":7,\"changed\":true,\"artifacts\":[],\"edges\":[],"
          + "\"warnings\":[]}}}";

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;
  private final Pedigree pedigree;

  AnswersTest() throws IOException {
    LoopbackPort port = LoopbackPort.free();
    server = HttpServer.create(port.address(), 0);
    server.start();
    pedigree =
        Pedigree.builder(URI.create("http://" + LoopbackPort.HOST + ":" + port.number() + "/"))
            .patience(Duration.ofSeconds(20))
            .open();
  }

  @AfterEach
  void stop() {
    pedigree.close();
    server.stop(0);
  }

  @Test
  void sendsTheSameAgainWhenThereIsNoAnswer() {
    server.createContext(
        "/graphql",
        exchange -> {
          note(exchange);
          switch (requests.size()) {
            case 1 -> exchange.close();
            case 2 -> answer(exchange, 503, "<html>starting</html>");
            case 3 -> answer(exchange, 200, UNAVAILABLE);
            default -> answer(exchange, 200, RECORDED);
          }
        });

    RecordPayload recorded = pedigree.record(new RecordInput());

    assertThat(recorded.getRevision()).isEqualTo(7);
    assertThat(requests).hasSize(4).allMatch(it -> it.contains("\"requestId\":\""));
    assertThat(requests).containsOnly(requests.getFirst());
  }

  @Test
  void sendsAMutationOfWhichItCannotTellThatItIsHarmlessOnce() {
    server.createContext(
        "/graphql",
        exchange -> {
          note(exchange);
          exchange.close();
        });

    assertThatThrownBy(
            () ->
                pedigree.execute(
                    RecordGraphQLQuery.newRequest().input(new RecordInput()).build(),
                    new RecordProjectionRoot<>().revision(),
                    RecordPayload.class))
        .isInstanceOf(UnavailableException.class);
    assertThat(requests).hasSize(1);
  }

  @Test
  void doesNotAskAgainWhatWasRefused() {
    serve(
        200,
        "{\"errors\":[{\"message\":\"no\",\"extensions\":{\"code\":\"FORBIDDEN\"}}],"
            + "\"data\":null}");

    assertThatThrownBy(() -> pedigree.record(new RecordInput()))
        .isInstanceOf(RefusedException.class)
        .hasMessage("FORBIDDEN: no");
    assertThat(requests).hasSize(1);
  }

  @Test
  void takesARefusalBeforeGraphqlForWhatItIs() {
    serve(413, "{\"code\":\"TOO_LARGE\",\"message\":\"the request is too large\"}");

    assertThatThrownBy(() -> pedigree.record(new RecordInput()))
        .isInstanceOf(RefusedException.class)
        .hasMessage("TOO_LARGE: the request is too large");
  }

  @Test
  void saysThatSomethingElseAnswers() {
    serve(404, "<html>not here</html>");

    assertThatThrownBy(() -> pedigree.record(new RecordInput()))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("/graphql: status 404 (expected: ");
    assertThat(requests).hasSize(1);
  }

  @Test
  void readsAnswersOfAGatewayThatKnowsMore() {
    serve(200, "{\"data\":{\"head\":{\"revision\":3,\"novelty\":{\"x\":1}}}}");

    assertThat(
            pedigree
                .execute(
                    HeadGraphQLQuery.newRequest().build(),
                    new HeadProjectionRoot<>().revision(),
                    JournalHead.class)
                .orElseThrow()
                .getRevision())
        .isEqualTo(3);
  }

  @Test
  void givesUpWhenTheTimeIsOver() {
    URI nowhere = URI.create("http://" + LoopbackPort.HOST + ":" + LoopbackPort.free().number());

    try (Pedigree other = Pedigree.builder(nowhere).patience(Duration.ofMillis(500)).open()) {
      assertThatThrownBy(
              () ->
                  other.execute(
                      DescendsFromGraphQLQuery.newRequest().child("a").ancestor("b").build(),
                      null,
                      Boolean.class))
          .isInstanceOf(UnavailableException.class)
          .hasMessageMatching("no answer in \\d tries within PT0.5S: " + nowhere + ".*");
    }
  }

  private void serve(int status, String body) {
    server.createContext(
        "/graphql",
        exchange -> {
          note(exchange);
          answer(exchange, status, body);
        });
  }

  private void note(HttpExchange exchange) throws IOException {
    requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
