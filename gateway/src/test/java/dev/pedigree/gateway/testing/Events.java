package dev.pedigree.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A stream of server-sent events, read as it comes. */
public final class Events implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final BufferedReader lines;

  private Events(InputStream body) {
    this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  /**
   * Asks an operation for them.
   *
   * @param token null: none
   */
  public static Events of(
      Gateway gateway, @Nullable String token, String document, Map<String, ?> variables) {
    String body =
        Gateway.JSON.writeValueAsString(Map.of("query", document, "variables", variables));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/graphql"))
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<InputStream> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      return new Events(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The next answer; fails if there is none. */
  public JsonNode next() {
    JsonNode next = poll();
    if (next == null) {
      throw new AssertionError("the stream is over");
    }
    return next;
  }

  /** Whether there are no more; waits for what comes. */
  public boolean isOver() {
    return poll() == null;
  }

  private @Nullable JsonNode poll() {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String data = line.startsWith("data:") ? line.substring("data:".length()).strip() : "";
        if (!data.isEmpty()) {
          return Gateway.JSON.readTree(data);
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The code of the next answer's first error. */
  public String code() {
    return next().at("/errors/0/extensions/code").asString();
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
