package dev.pedigree.commands;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Calls the gateway's endpoints, with a token if there is one. */
public final class GatewayClient implements AutoCloseable {
  private static final int UNAUTHORIZED = 401;
  private static final int BODY_SHOWN_BYTES = 2000;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final URI gateway;
  private final TokenSource tokens;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(ProxySelector.of(null))
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /** With the token that the environment tells of. */
  public GatewayClient(URI gateway) {
    this(gateway, TokenSource.of(System.getenv()));
  }

  /** With tokens from elsewhere. */
  public GatewayClient(URI gateway, TokenSource tokens) {
    this.gateway = gateway;
    this.tokens = tokens;
  }

  /**
   * Posts parts one after another and opens the answer.
   *
   * @throws IOException if the gateway is away or answers 502 to 504: asking again may help
   * @throws CommandFailedException if it answers with another error
   */
  public InputStream post(String path, List<byte[]> parts) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofByteArrays(parts))
            .build());
  }

  /** As {@link #post}, with a file as it is. */
  public InputStream postFile(String path, Path file) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofFile(file))
            .build());
  }

  /** As {@link #post}, with a JSON object. */
  public InputStream postJson(String path, byte[] json) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json))
            .build());
  }

  /**
   * Sends a GraphQL operation and reads its answer, which may be a refusal.
   *
   * @throws IOException as {@link #post} does
   * @throws CommandFailedException if the answer is another one than GraphQL's
   */
  public GraphQLAnswer ask(String document, Map<String, ?> variables) throws IOException {
    var operation = Map.of("query", document, "variables", variables);
    byte[] answer;
    try (InputStream in = postJson("/graphql", JSON.writeValueAsBytes(operation))) {
      answer = in.readAllBytes();
    }
    try {
      return GraphQLAnswer.of(JSON.readTree(answer));
    } catch (JacksonException e) {
      throw new CommandFailedException(gateway.resolve("/graphql") + " answered no JSON");
    }
  }

  /** As {@link #post}, without a body. */
  public InputStream get(String path) throws IOException {
    return send(request(path).GET().build());
  }

  private HttpRequest.Builder request(String path) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path));
    tokens.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }

  private InputStream send(HttpRequest request) throws IOException {
    HttpResponse<InputStream> response;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted");
    }
    int status = response.statusCode();
    if (status == 200) {
      return response.body();
    }
    try (var body = response.body()) {
      String text = new String(body.readNBytes(BODY_SHOWN_BYTES), StandardCharsets.UTF_8);
      String message = request.uri() + " answered " + status + ": " + text.strip();
      if (status >= 502 && status <= 504) {
        throw new IOException(message);
      }
      throw status == UNAUTHORIZED
          ? new UnauthenticatedException(message)
          : new CommandFailedException(message);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
