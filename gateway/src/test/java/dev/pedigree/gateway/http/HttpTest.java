package dev.pedigree.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.WithGateway;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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
  void answersABodyThatIsNoRequestAsGraphQLDoes() {
    Map<String, String> bodies =
        Map.of(
            "{\"query\":", "malformed JSON at line 1, column 10: ",
            "{\"query\":NaN}", "malformed JSON at line 1, column 13: Non-standard token 'NaN' (",
            "", "the body is no GraphQL request (",
            "{}", "query: none (expected: a text; or documentId, ",
            "{\"query\":7}", "query: 7 (expected: a text)",
            "[]", "the body is no GraphQL request (",
            "null", "query: none (expected: a text; or documentId, ",
            "{\"query\":\"{ head { revision } }\",\"variables\":[]}",
                "variables: a list of 0 (expected: an object)");

    bodies.forEach(
        (body, message) -> {
          var response = gateway.post("/graphql", body, null);

          JsonNode error = Gateway.JSON.readTree(response.body()).at("/errors/0");
          assertThat(response.statusCode()).as(body).isEqualTo(400);
          assertThat(error.at("/extensions/code").asString()).as(body).isEqualTo("INVALID_VALUE");
          assertThat(error.get("message").asString()).startsWith(message).contains("(expected: a");
        });
  }

  @Test
  void answersAnotherContentTypeAsGraphQLDoes() throws IOException {
    String answer =
        raw(
            "POST /graphql HTTP/1.1\nHost: localhost\nContent-Type: text/plain\nContent-Length: 2\n\n{}");

    assertThat(answer)
        .startsWith("HTTP/1.1 415 ")
        .contains(
            "{\"errors\":[{\"message\":\"Content-Type: text/plain (expected: application/json)\"");
  }

  @Test
  void takesNoRangeForAContentType() throws IOException {
    for (String type : List.of("*/*", "application/*")) {
      assertThat(
              raw(
                  "POST /graphql HTTP/1.1\nHost: localhost\nContent-Type: "
                      + type
                      + "\nContent-Length: 2\n\n{}"))
          .as(type)
          .startsWith("HTTP/1.1 415 ");
    }
  }

  @Test
  void refusesAnAddressThatCannotBeDecoded() throws IOException {
    for (String path : List.of("/graphql?query=%zz", "/export?x=%ff%", "/proof?revision=%zz")) {
      assertThat(raw("GET " + path + " HTTP/1.1\nHost: localhost\n\n"))
          .as(path)
          .startsWith("HTTP/1.1 400 ")
          .contains("INVALID_VALUE");
    }
  }

  @Test
  void anotherSpellingOfThePathOpensNoOtherDoor() throws IOException {
    String query = "?query=%7Bhead%7Brevision%7D%7D";

    assertThat(
            raw(
                "GET /%67raphql"
                    + query
                    + " HTTP/1.1\nHost: localhost\nSec-Fetch-Site: cross-site\n\n"))
        .startsWith("HTTP/1.1 403 ")
        .contains("{\"errors\":[{\"message\":\"a GET from another site");
    assertThat(
            raw(
                "POST /graph%71l HTTP/1.1\nHost: localhost\nContent-Type: text/plain\nContent-Length: 2\n\n{}"))
        .startsWith("HTTP/1.1 415 ")
        .contains("{\"errors\":[{\"message\":\"Content-Type: text/plain");
  }

  @Test
  void answersUnderItsOwnNamesAlone() throws IOException {
    for (String host : List.of("localhost", "127.0.0.1:8080", "[::1]:1", "LOCALHOST")) {
      assertThat(raw("GET / HTTP/1.1\nHost: " + host + "\n\n"))
          .as(host)
          .startsWith("HTTP/1.1 200 ");
    }
    for (String path : List.of("/", "/graphql", "/export", "/actuator/health")) {
      assertThat(raw("GET " + path + " HTTP/1.1\nHost: rebound.example:8080\n\n"))
          .as(path)
          .startsWith("HTTP/1.1 403 ")
          .contains("Host: rebound.example (expected: one of localhost, 127.0.0.1, [::1];")
          .contains("FORBIDDEN");
    }
  }

  @Test
  void keepsAConnectionForAsLongAsItIsAsked() throws IOException {
    byte[] request =
        "GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\n\r\n"
            .getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.setSoTimeout(60_000);
      InputStream answers = new BufferedInputStream(socket.getInputStream());
      for (int asked = 0; asked < 300; asked++) {
        socket.getOutputStream().write(request);
        String head = head(answers);
        assertThat(head).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("close");
        skipChunks(answers);
      }
    }
  }

  /** Up to the empty line. */
  private static String head(InputStream answer) throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = line(answer); !line.isEmpty(); line = line(answer)) {
      head.append(line).append('\n');
    }
    return head.toString();
  }

  private static void skipChunks(InputStream answer) throws IOException {
    int size;
    do {
      size = Integer.parseInt(line(answer), 16);
      answer.skipNBytes(size);
      line(answer);
    } while (size > 0);
  }

  private static String line(InputStream answer) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = answer.read(); c != '\n'; c = answer.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.setSoTimeout(60_000);
      String closing = request.replaceFirst("\nHost", "\nConnection: close\nHost");
      socket
          .getOutputStream()
          .write(closing.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void refusesACallerThatIsNoName() {
    var answer = gateway.post("/graphql", "{\"query\":\"{ head { revision } }\"}", "x".repeat(201));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("INVALID_VALUE").contains("X-Pedigree-Caller");
  }
}
