package dev.pedigree.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.pedigree.commands.CommandFailedException;
import dev.pedigree.commands.GatewayClient;
import dev.pedigree.commands.Progress;
import dev.pedigree.commands.Verify;
import dev.pedigree.localstack.LoopbackPort;
import dev.pedigree.localstack.demo.DemoData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamingCommandsTest {
  private final HttpServer server;
  private final GatewayClient gateway;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  StreamingCommandsTest() throws IOException {
    server = HttpServer.create(LoopbackPort.free().address(), 0);
    gateway = new GatewayClient(URI.create("http:/" + server.getAddress()));
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    gateway.close();
    server.stop(0);
  }

  @Test
  void importPrintsRefusedLinesWithTheirNumberInTheInput() throws IOException {
    server.createContext("/import", StreamingCommandsTest::refuseWhatSaysBad);
    String input =
        IntStream.rangeClosed(1, 10_000)
            .mapToObj(line -> line == 3 ? "" : line == 9001 ? "bad" : "good")
            .collect(Collectors.joining("\n"));

    int exit = load(input);

    assertThat(exit).isEqualTo(Pedigree.REFUSED);
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("\"line\":9001", "\"code\":\"BAD\"");
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("100 %, 9999 lines", "9998 recorded, 0 known, 1 refused");
  }

  @Test
  void importSendsASliceAgainWhenTheGatewayWasAway() throws IOException {
    var calls = new AtomicInteger();
    server.createContext(
        "/import",
        exchange -> {
          switch (calls.incrementAndGet()) {
            case 1 -> exchange.close();
            case 2 -> answer(exchange, 503, "starting");
            case 3 -> answer(exchange, 200, "{\"line\":1,\"status\":\"RECORDED\"}\n");
            case 4 -> answer(exchange, 200, "{\"status\":\"REFUSED\",\"code\":\"UNAVAILABLE\"}\n");
            default -> refuseWhatSaysBad(exchange);
          }
        });

    int exit = load("good\ngood\n");

    assertThat(exit).isEqualTo(Pedigree.OK);
    assertThat(calls).hasValue(5);
  }

  @Test
  void importGivesUpWithTheLineToGoOnFrom() {
    server.createContext("/import", exchange -> answer(exchange, 503, "down"));

    assertThatThrownBy(() -> load("good\n"))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageStartingWith("gave up at line 1 after 6 attempts")
        .hasMessageContaining("503: down");
  }

  @Test
  void demoLoadsAllItsLinesAndSaysWhatToAsk() throws IOException {
    server.createContext("/", exchange -> answer(exchange, 200, "overview"));
    server.createContext("/import", StreamingCommandsTest::refuseWhatSaysBad);

    int exit = demo();

    assertThat(exit).isEqualTo(Pedigree.OK);
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains(DemoData.lines().size() + " recorded, 0 known, 0 refused");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("/graphql")
        .contains(DemoData.questions().stream().map(DemoData.Question::query).toList());
  }

  @Test
  void demoSaysNothingOfQuestionsWhereLinesWereRefused() throws IOException {
    server.createContext("/", exchange -> answer(exchange, 200, "overview"));
    server.createContext(
        "/import",
        exchange ->
            answer(
                exchange,
                200,
                "{\"status\":\"REFUSED\",\"code\":\"BAD\"}\n".repeat(DemoData.lines().size())));

    int exit = demo();

    assertThat(exit).isEqualTo(Pedigree.REFUSED);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"code\":\"BAD\"")
        .doesNotContain("/graphql");
  }

  @Test
  void demoEndsAtOnceWhereNothingAnswers() {
    server.stop(0);

    assertThatThrownBy(this::demo).isInstanceOf(ConnectException.class);
  }

  @Test
  void exportLeavesNoFileWhenTheAnswerIsCutShort(@TempDir Path folder) throws IOException {
    server.createContext(
        "/export",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write("{}\n".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    Path file = folder.resolve("out.ndjson");

    assertThatThrownBy(() -> new Export(gateway, progress()).toFile(file))
        .isInstanceOf(IOException.class);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void exportWritesWhatTheGatewaySends(@TempDir Path folder) throws IOException {
    server.createContext("/export", exchange -> answer(exchange, 200, "{}\n{}\n"));
    Path file = folder.resolve("out.ndjson");

    new Export(gateway, progress()).toFile(file);

    assertThat(Files.readString(file)).isEqualTo("{}\n{}\n");
    assertThat(shown.toString(StandardCharsets.UTF_8)).contains("2 lines");
  }

  @Test
  void exportSaysWhereItCannotWrite(@TempDir Path folder) {
    Path absent = folder.resolve("absent");

    assertThatThrownBy(() -> new Export(gateway, progress()).toFile(absent.resolve("out.ndjson")))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage(
            "%s/out.ndjson cannot be written: there is no folder %s (expected: one that exists)",
            absent, absent);
    assertThatThrownBy(() -> new Export(gateway, progress()).toFile(folder))
        .hasMessage("%s is a folder (expected: a file, or - for standard output)", folder);
  }

  @Test
  void exportWritesToStandardOutputWhereItIsAsked() throws IOException {
    server.createContext("/export", exchange -> answer(exchange, 200, "{}\n{}\n"));

    int exit = new Export(gateway, progress()).to("-", stream(out));

    assertThat(exit).isEqualTo(Pedigree.OK);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{}\n{}\n");
  }

  @Test
  void verifyFailsOnDifferences() throws IOException {
    answerVerify(
        """
        {"projection":"state","checked":10,"differences":0,"done":false}
        {"projection":"state","checked":20,"differences":0,"done":true}
        {"projection":"graph","checked":20,"differences":2,"done":true,"message":"sha256:ab"}
        """);

    assertThat(verify()).isEqualTo(Pedigree.FAILED);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("graph: 20 compared, 2 differences (sha256:ab)", "2 differences.");
  }

  @Test
  void verifyNamesEachDifference() throws IOException {
    answerVerify(
        """
        {"projection":"state","checked":10,"differences":1,"done":false,"message":"missing: a"}
        {"projection":"state","checked":20,"differences":1,"done":false,"message":"missing: a"}
        {"projection":"state","checked":20,"differences":2,"done":false,"message":"extra: b"}
        {"projection":"state","checked":20,"differences":2,"done":true,"message":"extra: b"}
        """);

    assertThat(verify()).isEqualTo(Pedigree.FAILED);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("  state: missing: a\n  state: extra: b\nstate: 20 compared, 2 differences");
  }

  @Test
  void verifySaysWhyItWasRefused() {
    answerVerify("{\"code\":\"INVALID_VALUE\",\"message\":\"repair: x (expected: y)\"}\n");

    assertThatThrownBy(this::verify).hasMessage("repair: x (expected: y)");
  }

  @Test
  void verifySucceedsWhenAllIsComparedAndEqual() throws IOException {
    answerVerify("{\"projection\":\"state\",\"checked\":20,\"differences\":0,\"done\":true}\n");

    assertThat(verify()).isEqualTo(Pedigree.OK);
  }

  @Test
  void verifyFailsWhenTheAnswerEndsEarly() {
    answerVerify("{\"projection\":\"state\",\"checked\":20,\"differences\":0,\"done\":false}\n");

    assertThatThrownBy(this::verify).hasMessageContaining("ended early");
  }

  private int load(String input) throws IOException {
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    return new Import(gateway, stream(out), progress(), Duration.ofMillis(1))
        .run(new ByteArrayInputStream(bytes), bytes.length);
  }

  private int demo() throws IOException {
    var load = new Import(gateway, stream(out), progress(), Duration.ofMillis(1));
    return new Demo(gateway, load, stream(out)).run(URI.create("http:/" + server.getAddress()));
  }

  private int verify() throws IOException {
    return new Verify(gateway, stream(out), progress()).run();
  }

  private void answerVerify(String text) {
    HttpHandler handler = exchange -> answer(exchange, 200, text);
    server.createContext("/verify", handler);
  }

  private Progress progress() {
    return new Progress(stream(shown), false);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static void refuseWhatSaysBad(HttpExchange exchange) throws IOException {
    var number = new AtomicInteger();
    String verdicts =
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(
                line ->
                    "{\"line\":%d,\"status\":\"%s\"}\n"
                        .formatted(
                            number.incrementAndGet(),
                            line.equals("bad") ? "REFUSED\",\"code\":\"BAD" : "RECORDED"))
            .collect(Collectors.joining());
    answer(exchange, 200, verdicts);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var _ = exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
