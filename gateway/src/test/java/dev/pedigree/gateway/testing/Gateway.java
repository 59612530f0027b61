package dev.pedigree.gateway.testing;

import dev.pedigree.gateway.GatewayApplication;
import dev.pedigree.localstack.LocalStack.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway on a free port with a keyspace of its own. */
public final class Gateway implements AutoCloseable {
  public static final JsonMapper JSON = new JsonMapper();

  /** What all of them sign checkpoints with. */
  private static final String AUDIT_KEY = auditKey();

  private static final Duration READY_LIMIT = Duration.ofMinutes(3);

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  private Gateway(ConfigurableApplicationContext context) {
    this.context = context;
  }

  private static String auditKey() {
    try {
      byte[] key =
          KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getEncoder().encodeToString(key)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts one and waits until it is ready. */
  public static Gateway start(Endpoints endpoints) {
    Gateway gateway =
        launch(endpoints.cassandraPort(), freshKeyspace(), endpoints.elasticsearchUri());
    gateway.awaitReadiness(200);
    return gateway;
  }

  /** A keyspace that nobody uses. */
  public static String freshKeyspace() {
    return "gw_" + UUID.randomUUID().toString().replace("-", "");
  }

  /** Starts one without search, whether there is a Cassandra or not. */
  public static Gateway launch(int cassandraPort, String keyspace) {
    return launch(cassandraPort, keyspace, null);
  }

  /**
   * Starts one, whether there are a Cassandra and an Elasticsearch or not.
   *
   * @param elasticsearch null: without search
   * @param settings more of them, as {@code --name=value}
   */
  public static Gateway launch(
      int cassandraPort, String keyspace, @Nullable URI elasticsearch, String... settings) {
    StoreReads.install();
    SpringApplication application = new SpringApplication(GatewayApplication.class);
    List<String> arguments = new ArrayList<>(List.of(settings));
    arguments.add("--server.port=0");
    arguments.add("--pedigree.cassandra.contact-points=127.0.0.1:" + cassandraPort);
    arguments.add("--pedigree.cassandra.keyspace=" + keyspace);
    arguments.add("--pedigree.elasticsearch.uri=" + (elasticsearch == null ? "" : elasticsearch));
    arguments.add("--pedigree.cassandra.request-timeout=20s");
    if (arguments.stream().noneMatch(it -> it.startsWith("--pedigree.audit.key="))) {
      arguments.add("--pedigree.audit.key=" + AUDIT_KEY);
    }
    // What a test puts up as a target is not public; nobody waits long for a lesson.
    arguments.add("--pedigree.webhooks.private-networks=127.0.0.0/8");
    arguments.add("--pedigree.webhooks.timeout=2s");
    arguments.add("--pedigree.webhooks.attempts=4");
    arguments.add("--pedigree.webhooks.first-pause=50ms");
    if (arguments.stream().noneMatch(it -> it.startsWith("--pedigree.limits.patience="))) {
      arguments.add("--pedigree.limits.patience=20s");
    }
    return new Gateway(application.run(arguments.toArray(String[]::new)));
  }

  public int port() {
    return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Waits until the readiness probe answers {@code status}. */
  public void awaitReadiness(int status) {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    int last = 0;
    while (System.nanoTime() < deadline) {
      last = send(request("/actuator/health/readiness").GET()).statusCode();
      if (last == status) {
        return;
      }
      pause();
    }
    throw new AssertionError("readiness: " + last + " (expected: " + status + ")");
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until a search sees everything that was recorded before. */
  public void awaitSearch() {
    awaitSearch(Map.of());
  }

  /** Likewise, asking with a token. */
  public void awaitSearch(String token) {
    awaitSearch(Map.of("Authorization", "Bearer " + token));
  }

  private void awaitSearch(Map<String, String> headers) {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      Answer answer = ask("{ search(text: \"x\") { lagRevisions } }", Map.of(), headers);
      if (answer.codes().isEmpty() && answer.data("/search/lagRevisions").asInt() == 0) {
        return;
      }
    }
    throw new AssertionError("the search does not catch up");
  }

  /** Sends a GraphQL operation as an anonymous caller. */
  public Answer ask(String document, Map<String, ?> variables) {
    return ask(document, variables, Map.<String, String>of());
  }

  /** Sends a GraphQL operation without variables. */
  public Answer ask(String document) {
    return ask(document, Map.of());
  }

  /**
   * Sends a GraphQL operation.
   *
   * @param caller null: anonymous
   */
  public Answer ask(String document, Map<String, ?> variables, @Nullable String caller) {
    return ask(document, variables, headers(caller));
  }

  /** Likewise, with whatever headers. */
  public Answer ask(String document, Map<String, ?> variables, Map<String, String> headers) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("query", document);
    body.put("variables", variables);
    HttpResponse<String> response = send("/graphql", JSON.writeValueAsString(body), headers);
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  private static Map<String, String> headers(@Nullable String caller) {
    return caller == null ? Map.of() : Map.of("X-Pedigree-Caller", caller);
  }

  /** Posts a body. */
  public HttpResponse<String> post(String path, String body, @Nullable String caller) {
    return send(path, body, headers(caller));
  }

  /**
   * Gets or posts.
   *
   * @param body null: gets
   */
  public HttpResponse<String> send(
      String path, @Nullable String body, Map<String, String> headers) {
    HttpRequest.Builder request = request(path);
    if (body != null) {
      request
          .POST(HttpRequest.BodyPublishers.ofString(body))
          .header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    return send(request);
  }

  /** Gets a resource. */
  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  /** Imports lines; the verdicts in their order. */
  public List<JsonNode> load(String lines) {
    HttpResponse<String> response = post("/import", lines, null);
    return response.body().lines().map(JSON::readTree).toList();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofMinutes(2));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    context.close();
  }
}
