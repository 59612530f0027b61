package dev.pedigree.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process that has a router, the registry and the reviews of the example. */
final class Router implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final JsonMapper JSON = new JsonMapper();

  /** So that no router outlives a JVM that is killed. */
  private static final String ENDS_WITH_ITS_PARENT =
      "data:text/javascript,process.stdin.on('end',()=>process.exit()).resume()";

  private final Process process;
  private final Path log;
  private final CompletableFuture<Optional<String>> listening;
  private final HttpClient http = HttpClient.newHttpClient();

  private Router(Process process, Path log) {
    this.process = process;
    this.log = log;
    listening = CompletableFuture.supplyAsync(() -> firstLine(process.inputReader()));
  }

  /** Starts one on a free port, and does not wait until it listens. */
  static Router start(String library, URI gateway) throws IOException {
    Path log = FederatedGraph.FOLDER.resolve("router-" + library + ".log");
    var command =
        new ProcessBuilder(
            "node",
            "--import",
            ENDS_WITH_ITS_PARENT,
            "router.mjs",
            gateway.resolve("/graphql").toString(),
            library,
            "0");
    return new Router(
        command.directory(FederatedGraph.FOLDER.toFile()).redirectError(log.toFile()).start(), log);
  }

  private static Optional<String> firstLine(BufferedReader output) {
    try {
      return Optional.ofNullable(output.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it answers to {@code query}, errors included. */
  JsonNode ask(String query, Map<String, String> headers) throws Exception {
    var request =
        HttpRequest.newBuilder(uri())
            .header("Content-Type", "application/json")
            .timeout(ANSWER_LIMIT)
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("query", query))));
    headers.forEach(request::header);
    return json(http.send(request.build(), BodyHandlers.ofString()).body());
  }

  private URI uri() throws Exception {
    Optional<String> line = listening.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (line.isEmpty()) {
      throw new IllegalStateException("the router does not start: " + Files.readString(log));
    }
    return URI.create(line.get());
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  @Override
  public void close() {
    http.close();
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
