package dev.pedigree.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pedigree.commands.CommandFailedException;
import dev.pedigree.commands.GatewayClient;
import dev.pedigree.commands.Progress;
import dev.pedigree.localstack.LoopbackPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
  private static final String DIGEST = "sha256:" + "a".repeat(64);

  private final HttpServer server;
  private final GatewayClient gateway;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
  private final Path folder;

  DocumentsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
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
  void importSendsEachFileAndPrintsWhatWasRefusedOrLost() throws IOException {
    server.createContext(
        "/import/",
        exchange ->
            answer(
                exchange,
                "{\"status\":\"RECORDED\"}\n{\"status\":\"REFUSED\",\"code\":\"CYCLE\"}\n{\"status\":\"LOST\"}\n"
                    + "{\"document\":\"%s\",\"complete\":true}\n"
                        .formatted(exchange.getRequestURI().getRawQuery())));
    Path file = Files.writeString(folder.resolve("a card.md"), "---\n---\n");

    int exit =
        documents()
            .run(
                Documents.Options.parse(
                    List.of("--format", "huggingface", "--namespace", "t&x", file.toString())));

    assertThat(exit).isEqualTo(Pedigree.REFUSED);
    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "{\"status\":\"REFUSED\",\"code\":\"CYCLE\"}",
            "{\"status\":\"LOST\"}",
            file + ": {\"document\":\"fileName=a%20card.md&namespace=t%26x\",\"complete\":true}");
  }

  @Test
  void importCopiesARegistryAndSendsTheCopy() throws IOException {
    server.createContext(
        "/api/2.0/mlflow/model-versions/search",
        exchange ->
            answer(exchange, "{\"model_versions\":[{\"name\":\"churn\",\"version\":\"3\"}]}"));
    server.createContext(
        "/import/mlflow",
        exchange ->
            answer(
                exchange,
                "{\"document\":%s,\"complete\":true}\n"
                    .formatted(
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                            .strip())));
    String registry = "http:/" + server.getAddress();

    int exit = documents().run(Documents.Options.parse(List.of("--format", "mlflow", registry)));

    assertThat(exit).isZero();
    assertThat(written.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            registry
                + ": {\"document\":{\"model_version\":{\"name\":\"churn\",\"version\":\"3\"}},\"complete\":true}\n");
    assertThatThrownBy(() -> documents().run(Documents.Options.parse(List.of(registry))))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("--format mlflow");
  }

  @Test
  void importFailsWhereTheReportHasNoEnd() throws IOException {
    server.createContext("/import/", exchange -> answer(exchange, "{\"status\":\"KNOWN\"}\n"));
    Path file = Files.writeString(folder.resolve("bom.json"), "{}");

    assertThatThrownBy(() -> documents().run(Documents.Options.parse(List.of(file.toString()))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no end");
  }

  @Test
  void importTellsLinesFromDocuments() throws IOException {
    Path lines = Files.writeString(folder.resolve("a"), "\n { \"edge\" : {\"type\":\"X\"}}\n");
    Path document = Files.writeString(folder.resolve("b"), "{\"edges\":{}}");

    assertThat(Documents.Options.parse(List.of("-")).isLines()).isTrue();
    assertThat(Documents.Options.parse(List.of(lines.toString())).isLines()).isTrue();
    assertThat(Documents.Options.parse(List.of(document.toString())).isLines()).isFalse();
    assertThat(Documents.Options.parse(List.of("--format", "dvc", lines.toString())).isLines())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--format", "--format dvc", "a --loud"})
  void importRefusesArgumentsThatItDoesNotKnow(String arguments) {
    List<String> words = arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));

    assertThatThrownBy(() -> Documents.Options.parse(words))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void retractKnowsARunByItsId() {
    Retract.Options options =
        Retract.Options.parse(
            List.of(
                "--reason", "wrong", "--run", "0191B5C0-0000-7000-8000-000000000001", "--dry-run"));

    assertThat(options)
        .isEqualTo(
            new Retract.Options(
                "sha256:c995d3c3ccba0a4fce4ca88c64ffc27d5c78313c79f658f1f23e8de87bd5f7c2",
                "wrong",
                true));
  }

  @Test
  void retractPrintsEachLineAndEndsWith2WhereSomethingIsRefused() throws IOException {
    server.createContext(
        "/retract",
        exchange ->
            answer(exchange, "{\"status\":\"REFUSED\"}\n{\"document\":\"x\",\"refused\":1}\n"));

    int exit = new Retract(gateway, out).run(new Retract.Options(DIGEST, "wrong", false));

    assertThat(exit).isEqualTo(Pedigree.REFUSED);
    assertThat(written.toString(StandardCharsets.UTF_8)).contains("{\"status\":\"REFUSED\"}");
  }

  @Test
  void manifestIsPrintedAsItIs() throws IOException {
    server.createContext(
        "/graphql",
        exchange ->
            answer(exchange, "{\"data\":{\"artifact\":{\"manifest\":{\"a\":1,\"b\":[]}}}}"));

    assertThat(new Manifests(gateway, out).run(List.of(DIGEST))).isEqualTo(Pedigree.OK);
    assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("{\"a\":1,\"b\":[]}\n");
  }

  @Test
  void manifestVerifyComparesTheContentToo() throws IOException {
    server.createContext(
        "/manifest/verify",
        exchange -> answer(exchange, "{\"status\":\"OK\",\"place\":\"id\"}\n{\"true\":true}\n"));
    Path content = Files.writeString(folder.resolve("content"), "test");
    Path manifest =
        Files.writeString(
            folder.resolve("manifest.json"),
            "{\"id\":\"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"}");

    int same = manifest("verify", manifest, content);
    int other = manifest("verify", manifest, Files.writeString(content, "other"));

    assertThat(same).isEqualTo(Pedigree.OK);
    assertThat(other).isEqualTo(Pedigree.REFUSED);
    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .contains("OK    content", "OK    id")
        .anyMatch(line -> line.startsWith("WRONG content: "));
  }

  private int manifest(String command, Path manifest, Path content) throws IOException {
    return new Manifests(gateway, out)
        .run(List.of(command, manifest.toString(), content.toString()));
  }

  private Documents documents() {
    return new Documents(
        gateway,
        out,
        new Progress(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false));
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, bytes.length);
    try (var stream = exchange.getResponseBody()) {
      stream.write(bytes);
    }
  }
}
