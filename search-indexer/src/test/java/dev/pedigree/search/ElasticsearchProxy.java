package dev.pedigree.search;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.pedigree.graph.secret.Secret;
import dev.pedigree.localstack.OwnCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stands before an Elasticsearch, on a free port of loopback, and lets through what it is told to.
 * Asks the server for what version 8 says, whatever it is asked for itself.
 */
final class ElasticsearchProxy implements AutoCloseable {
  /** Stands at the beginning of every path, as behind proxies that serve more than one. */
  private static final String PATH = "/es";

  private final URI target;
  private final URI uri;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Set<String>> mediaTypes = new ConcurrentHashMap<>();
  private final Set<String> known;
  private volatile Conduct conduct = new Conduct.Pass();

  /** What becomes of a request. */
  private sealed interface Conduct {
    record Pass() implements Conduct {}

    /** Waits for {@code end}, then passes. */
    record Hold(CountDownLatch end) implements Conduct {}

    record Answer(int status, String body) implements Conduct {}
  }

  private ElasticsearchProxy(URI target, HttpServer server, String scheme, Set<String> known) {
    this.target = target;
    this.server = server;
    this.uri = URI.create(scheme + "://localhost:" + server.getAddress().getPort() + PATH);
    this.known = known;
    server.createContext(PATH + "/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Over HTTP; asks for nothing. */
  static ElasticsearchProxy plain(URI target) throws IOException {
    return new ElasticsearchProxy(target, HttpServer.create(freePort(), 0), "http", Set.of());
  }

  /** Over HTTPS; answers nobody but these. */
  static ElasticsearchProxy secured(URI target, OwnCa ca, Credentials... known) throws IOException {
    HttpsServer server = HttpsServer.create(freePort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(ca.server()));
    return new ElasticsearchProxy(
        target,
        server,
        "https",
        Stream.of(known).map(ElasticsearchProxy::header).collect(Collectors.toSet()));
  }

  private static String header(Credentials credentials) {
    return credentials.authorization().map(Secret::reveal).orElse("");
  }

  private static InetSocketAddress freePort() {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
  }

  URI uri() {
    return uri;
  }

  /** What came in {@code Accept} and {@code Content-Type} of all requests of theirs, together. */
  Set<String> mediaTypes(Credentials credentials) {
    return Set.copyOf(mediaTypes.getOrDefault(header(credentials), Set.of()));
  }

  /** From now on everything is let through, what is held too. */
  void pass() {
    become(new Conduct.Pass());
  }

  /** From now on nothing is answered. */
  void hold() {
    become(new Conduct.Hold(new CountDownLatch(1)));
  }

  /** From now on everything is answered with this; what is held is let through. */
  void answer(int status, String body) {
    become(new Conduct.Answer(status, body));
  }

  private void become(Conduct next) {
    Conduct before = conduct;
    conduct = next;
    if (before instanceof Conduct.Hold(CountDownLatch end)) {
      end.countDown();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Headers headers = exchange.getRequestHeaders();
      String given = headers.getOrDefault("Authorization", List.of("")).getFirst();
      for (String name : List.of("Accept", "Content-Type")) {
        mediaTypes
            .computeIfAbsent(given, _ -> ConcurrentHashMap.newKeySet())
            .addAll(headers.getOrDefault(name, List.of()));
      }
      if (!known.isEmpty() && !known.contains(given)) {
        // As careless as a server can be.
        answer(exchange, 401, "{\"error\":{\"type\":\"security\",\"reason\":\"" + given + "\"}}");
        return;
      }
      switch (conduct) {
        case Conduct.Pass() -> forward(exchange, body);
        case Conduct.Hold(CountDownLatch end) -> {
          end.await();
          forward(exchange, body);
        }
        case Conduct.Answer(int status, String text) -> answer(exchange, status, text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    String path = exchange.getRequestURI().toString().substring(PATH.length());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(path))
            .timeout(Duration.ofMinutes(1))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String name : List.of("Accept", "Content-Type")) {
      String given = exchange.getRequestHeaders().getFirst(name);
      if (given != null) {
        request.header(name, given.replace("compatible-with=9", "compatible-with=8"));
      }
    }
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    for (String name : List.of("Content-Type", "X-Elastic-Product")) {
      response
          .headers()
          .firstValue(name)
          .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
    }
    byte[] answer = response.body();
    exchange.sendResponseHeaders(response.statusCode(), answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
  }

  @Override
  public void close() {
    server.stop(0);
    pass();
    http.shutdownNow();
    threads.shutdownNow();
  }
}
