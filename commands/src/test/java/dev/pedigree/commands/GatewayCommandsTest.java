package dev.pedigree.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What jobs see of gateways and issuers that are not as they should be. */
class GatewayCommandsTest {
  private final HttpServer server;
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final List<String> credentials = Collections.synchronizedList(new ArrayList<>());

  GatewayCommandsTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    environment.put("PEDIGREE_GATEWAY", address());
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String address() {
    return "http:/" + server.getAddress();
  }

  private int run(String... arguments) {
    return new GatewayCommands(environment, stream(out), stream(errors)).run(List.of(arguments));
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  private void gateway(int status, String body) {
    server.createContext(
        "/graphql",
        exchange -> {
          credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          answer(exchange, status, body);
        });
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void tellsItsCommandsFromAServersArguments() {
    assertThat(GatewayCommands.areAskedForBy(new String[] {"check"})).isTrue();
    assertThat(GatewayCommands.areAskedForBy(new String[] {"--server.port=1"})).isFalse();
    assertThat(GatewayCommands.areAskedForBy(new String[0])).isFalse();
  }

  @Test
  void checkIsDoneWhereAGatewayWantsToKnowWhoAsks() {
    gateway(401, "{}");

    assertThat(run("check")).isEqualTo(ExitCode.OK);
    assertThat(printed())
        .isEqualToIgnoringNewLines("The gateway answers, and wants to know who asks.");
  }

  @Test
  void checkFailsWhereAGatewayDoesNotTakeItsToken() {
    gateway(401, "{}");
    environment.put("PEDIGREE_TOKEN", "old");

    assertThat(run("check", "--wait", "1h")).isEqualTo(ExitCode.FAILED);
    assertThat(complained()).contains("/graphql answered 401");
    assertThat(credentials).containsExactly("Bearer old");
  }

  @Test
  void checkWaitsForAGateway() {
    AtomicInteger asked = new AtomicInteger();
    server.createContext(
        "/graphql",
        exchange -> {
          switch (asked.incrementAndGet()) {
            case 1 -> answer(exchange, 503, "");
            case 2 ->
                answer(
                    exchange,
                    200,
                    "{\"errors\":[{\"message\":\"replaying\",\"extensions\":{\"code\":\"UNAVAILABLE\"}}]}");
            default -> answer(exchange, 200, "{\"data\":{\"head\":{\"revision\":7}}}");
          }
        });

    assertThat(run("check", "--wait", "1m")).isEqualTo(ExitCode.OK);
    assertThat(printed()).isEqualToIgnoringNewLines("The gateway answers at revision 7.");
    assertThat(asked).hasValue(3);
  }

  @Test
  void checkGivesUpInTime() {
    gateway(503, "starting");

    assertThat(run("check")).isEqualTo(ExitCode.FAILED);
    assertThat(complained()).contains("answered 503: starting");
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    assertThat(run("check", "--wait", "soon")).isEqualTo(ExitCode.FAILED);
    assertThat(run("verify", "all")).isEqualTo(ExitCode.FAILED);
    environment.put("PEDIGREE_GATEWAY", "gateway:80");
    assertThat(run("check")).isEqualTo(ExitCode.FAILED);

    assertThat(complained())
        .contains(
            "arguments: [--wait, soon] (expected: --wait and a time such as 90s or 10m)",
            "arguments: [all] (expected: none)",
            "PEDIGREE_GATEWAY: gateway:80 (expected: http://host:port)");
  }

  @Test
  void getsItselfOneTokenForManyRequests() {
    AtomicInteger issued = new AtomicInteger();
    List<String> forms = Collections.synchronizedList(new ArrayList<>());
    server.createContext(
        "/token",
        exchange -> {
          forms.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          credentials.add(exchange.getRequestHeaders().getFirst("Authorization"));
          answer(
              exchange,
              200,
              "{\"access_token\":\"t%d\",\"expires_in\":3600}".formatted(issued.incrementAndGet()));
        });
    AtomicInteger asked = new AtomicInteger();
    server.createContext(
        "/graphql",
        exchange -> {
          credentials.add(exchange.getRequestHeaders().getFirst("Authorization"));
          answer(
              exchange,
              asked.incrementAndGet() == 1 ? 503 : 200,
              "{\"data\":{\"head\":{\"revision\":7}}}");
        });
    environment.put("PEDIGREE_TOKEN_URI", address() + "/token");
    environment.put("PEDIGREE_CLIENT_ID", "jobs");
    environment.put("PEDIGREE_CLIENT_SECRET", "a+b");
    environment.put("PEDIGREE_TOKEN_SCOPE", "audit:read policy:write");

    assertThat(run("check", "--wait", "1m")).isEqualTo(ExitCode.OK);
    assertThat(forms)
        .containsExactly("grant_type=client_credentials&scope=audit%3Aread+policy%3Awrite");
    assertThat(credentials).containsExactly("Basic am9iczphJTJCYg==", "Bearer t1", "Bearer t1");
  }

  @Test
  void saysWhyNoTokenIsIssued() {
    server.createContext("/token", it -> answer(it, 401, "{\"error\":\"invalid_client\"}"));
    environment.put("PEDIGREE_TOKEN_URI", address() + "/token");

    assertThat(run("verify")).isEqualTo(ExitCode.FAILED);
    assertThat(complained()).contains("/token answered 401: {\"error\":\"invalid_client\"}");
  }
}
