package dev.pedigree.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How it goes on when the gateway does not. What a real one answers is tested with the gateway. */
class PolicyApplyTest {
  private static final Pattern NAMED = Pattern.compile("name: (\\S+)\nversion: (\\d+)\n");

  @TempDir private Path folder;
  private final HttpServer server;
  private final GatewayClient gateway;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<String> changed = Collections.synchronizedList(new ArrayList<>());
  private volatile String violations = "{\"totalCount\":0,\"nodes\":[]}";
  private volatile String stopsAt = "";

  PolicyApplyTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/graphql", this::answer);
    gateway = new GatewayClient(URI.create("http:/" + server.getAddress()));
  }

  @BeforeEach
  void start() throws IOException {
    server.start();
    policy("a", 1);
    policy("b", 1);
    policy("c", 1);
  }

  @AfterEach
  void stop() {
    gateway.close();
    server.stop(0);
  }

  @Test
  void saysWhatIsDoneAndWhatIsNotWhereTheGatewayStops() {
    stopsAt = "b";

    assertThatThrownBy(this::apply)
        .isInstanceOf(CommandFailedException.class)
        .hasMessage(
            """
            stopped at b 1: UNAVAILABLE: no store
              applied: publish a 1
              not applied, or not known to be: publish b 1, publish c 1, retire old 4
              Running it again goes on from there.""");
    assertThat(changed).containsExactly("a");
  }

  @Test
  void stopsBeforeAnythingIsChangedWhereTheGatewayIsAway() {
    server.stop(0);

    assertThatThrownBy(this::apply).isInstanceOf(ConnectException.class);
    assertThat(printed()).isEmpty();
  }

  @Test
  void publishesAllTheSameWhereLookingForViolationsTakesTooLong() throws IOException {
    violations = "";

    assertThat(apply()).isEqualTo(ExitCode.OK);
    assertThat(printed()).contains("newly violating: not known (TIME: 10 s)");
    assertThat(changed).containsExactly("a", "b", "c", "old");
  }

  @Test
  void showsTheFirstViolationsOnALineEach() throws IOException {
    violations =
        """
        {"totalCount":12,"nodes":[
          {"artifact":{"id":"sha256:aa","name":"m\\nx"},"offender":{"id":"sha256:cc","name":"web"},"message":"is bad\\n"},
          {"artifact":{"id":"sha256:dd","name":"o"},"offender":{"id":"sha256:dd","name":"o"},"message":"is so"},
          {"artifact":{"id":"sha256:bb","name":"n"},"offender":null,"message":"is none"}]}
        """;

    apply();

    assertThat(printed())
        .startsWith(
            """
              publish    a 1 (new)
                         newly violating: 12
                           m x (sha256:aa): web: is bad
                           o (sha256:dd): is so
                           n (sha256:bb): is none
                           and 9 more
              publish    b 1 (new)
            """)
        .endsWith("  retire     old 4\nDone: 3 published, 1 retired, 0 unchanged, 0 kept.\n");
  }

  @Test
  void takesFlagsWhereverTheyStand() {
    var all = new PolicyApply.Options(Path.of("p"), true, true);

    assertThat(PolicyApply.Options.parse(List.of("apply", "p")))
        .isEqualTo(new PolicyApply.Options(Path.of("p"), false, false));
    assertThat(PolicyApply.Options.parse(List.of("--keep-others", "apply", "--dry-run", "p")))
        .isEqualTo(all);
    for (String wrong : List.of("apply", "apply p q", "check p", "apply --dry-rum", "")) {
      assertThatThrownBy(() -> PolicyApply.Options.parse(List.of(wrong.split(" "))))
          .isInstanceOf(CommandFailedException.class)
          .hasMessageContaining("(expected: apply FOLDER");
    }
  }

  private int apply() throws IOException {
    var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    var shown = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new PolicyApply(gateway, stream, new Progress(shown, false))
        .run(new PolicyApply.Options(folder, false, false));
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private void policy(String name, int version) throws IOException {
    Files.writeString(
        folder.resolve(name + ".yaml"), "name: %s\nversion: %d\n".formatted(name, version));
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] answer =
        answer(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()))
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private String answer(JsonNode request) {
    String document = request.path("query").asString("");
    JsonNode input = request.at("/variables/input");
    if (document.contains("policies")) {
      return "{\"data\":{\"policies\":[{\"name\":\"old\",\"version\":4,\"source\":\"\",\"active\":true}]}}";
    }
    if (document.contains("newViolations")) {
      return violations.isEmpty()
          ? error("BUDGET_EXCEEDED", "TIME: 10 s")
          : "{\"data\":{\"publishPolicy\":{\"newViolations\":" + violations + "}}}";
    }
    Matcher named = NAMED.matcher(input.path("source").asString(""));
    String name = named.matches() ? named.group(1) : input.path("name").asString("");
    if (!input.path("dryRun").asBoolean(false)) {
      if (name.equals(stopsAt)) {
        return error("UNAVAILABLE", "no store");
      }
      changed.add(name);
    }
    return "{\"data\":{\"publishPolicy\":{\"policy\":{\"name\":\"%s\",\"version\":1}}}}"
        .formatted(name);
  }

  private static String error(String code, String message) {
    return "{\"data\":null,\"errors\":[{\"message\":\"%s\",\"extensions\":{\"code\":\"%s\"}}]}"
        .formatted(message, code);
  }
}
