package dev.pedigree.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pedigree.commands.CommandFailedException;
import dev.pedigree.commands.GatewayClient;
import dev.pedigree.localstack.LoopbackPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCheckTest {
  private static final String ROBOT =
      """
      "Steers a robot."
      type Robot implements Artifact @kind(content: true) {
        "How often it decides. Null: not known."
        rate: Int
      }
      """;

  @TempDir Path folder;
  private final LoopbackPort port = LoopbackPort.free();
  private final GatewayClient gateway = new GatewayClient(URI.create("http:/" + port.address()));
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void findsWhatIsWrongWithoutAGateway() throws IOException {
    Files.writeString(folder.resolve("robot.graphqls"), "scalar Colour");

    assertThat(check()).isEqualTo(Pedigree.REFUSED);
    assertThat(printed())
        .isEqualTo(
            """
            The extensions are wrong:
              robot.graphqls:1: scalar Colour (expected: a kind, a mutation, an enum, or an extension of one of these)
            Refused.
            """);
  }

  @Test
  void refusesAFileThatIsNotUtf8AsTheGatewayDoes() throws IOException {
    Files.write(folder.resolve("robot.graphqls"), new byte[] {'#', '\n', (byte) 0xE4});

    assertThat(check()).isEqualTo(Pedigree.REFUSED);
    assertThat(printed()).contains("robot.graphqls:2: it is not UTF-8 from here on");
  }

  @Test
  void saysWhatOnlyAGatewayCanSay() throws IOException {
    Files.writeString(folder.resolve("robot.graphqls"), ROBOT);

    assertThatThrownBy(this::check)
        .isInstanceOf(CommandFailedException.class)
        .hasMessageStartingWith("the extensions are right in themselves; whether recorded facts");
  }

  @Test
  void tellsWhatTheGatewaySays() throws IOException {
    Files.writeString(folder.resolve("robot.graphqls"), ROBOT);
    String reason = "robot.graphqls:3: Robot.rate becomes required (expected: it stays optional)";

    assertThat(check("[\"" + reason + "\"]")).isEqualTo(Pedigree.REFUSED);
    assertThat(printed()).isEqualTo("Recorded facts would not fit:\n  " + reason + "\nRefused.\n");
  }

  @Test
  void tellsThatTheyMayFollow() throws IOException {
    Files.writeString(folder.resolve("robot.graphqls"), ROBOT);

    assertThat(check("[]")).isEqualTo(Pedigree.OK);
    assertThat(printed()).isEqualTo("Passes: schema bb may follow aa.\n");
  }

  /** With a gateway that finds only this wrong. */
  private int check(String orphaned) throws IOException {
    byte[] answer =
        "{\"inForce\":\"aa\",\"offered\":\"bb\",\"wrong\":[],\"orphaned\":%s,\"broken\":[]}"
            .formatted(orphaned)
            .getBytes(StandardCharsets.UTF_8);
    var asked = new ByteArrayOutputStream();
    HttpServer server = HttpServer.create(port.address(), 0);
    server.createContext(
        "/schema/check",
        exchange -> {
          exchange.getRequestBody().transferTo(asked);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      int exit = check();
      assertThat(asked.toString(StandardCharsets.UTF_8))
          .contains("\"name\":\"robot.graphqls\"", "\"text\":\"\\\"Steers a robot.");
      return exit;
    } finally {
      server.stop(0);
    }
  }

  private int check() throws IOException {
    return new SchemaCheck(gateway, new PrintStream(out, true, StandardCharsets.UTF_8)).run(folder);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
