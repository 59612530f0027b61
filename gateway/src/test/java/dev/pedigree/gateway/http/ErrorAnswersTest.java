package dev.pedigree.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.WithGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is refused, and by whom: nothing of the inside is told. */
@WithGateway
class ErrorAnswersTest {
  private final Gateway gateway;

  ErrorAnswersTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @ParameterizedTest
  @CsvSource({
    "GET /nothing, application/json, 404",
    "POST /, application/json, 405",
    "DELETE /graphql, application/json, 405",
    "POST /graphql, application/xml, 4",
    "POST /schema/check, application/xml, 4",
    "GET /export/nothing, application/json, 404"
  })
  void tellsNothingOfTheInside(String line, String type, String status) throws IOException {
    String answer = raw(line, type);

    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer)
        .contains("X-Content-Type-Options: nosniff")
        .contains("frame-ancestors 'none'")
        .doesNotContain("xception", "\tat ", "trace\"", "org.spring", "org.apache", "Tomcat/");
  }

  /** Nobody of ours is asked; the server's own answer has neither headers of ours nor a reason. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%zz",
        "GET /[",
        "GET ",
        "get /",
        "TRACE /",
        "GET /a;b=c",
        "GET /a//b",
        "GET /../etc"
      })
  void whatTheServerItselfRefusesTellsNothingEither(String line) throws IOException {
    assertThat(raw(line, "text/plain"))
        .containsPattern("HTTP/1.1 [45]|HTTP Status 4")
        .doesNotContain("xception", "\tat ", "trace\"", "org.spring", "org.apache", "Tomcat/");
  }

  private String raw(String line, String type) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.setSoTimeout(60_000);
      String request =
          line
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
              + type
              + "\r\nContent-Length: 2\r\n\r\n{}";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
