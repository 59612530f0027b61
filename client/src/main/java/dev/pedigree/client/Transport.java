package dev.pedigree.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Posts GraphQL requests and reads the answers. */
final class Transport implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_TRY = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .build();
  private final URI graphql;
  private final @Nullable String caller;
  private final @Nullable Supplier<String> token;
  private final Answer answer;

  Transport(
      URI gateway, @Nullable String caller, @Nullable Supplier<String> token, JsonMapper json) {
    String base = gateway.toString();
    this.graphql = URI.create(base.endsWith("/") ? base + "graphql" : base + "/graphql");
    this.caller = caller;
    this.token = token;
    this.answer = new Answer(json);
  }

  /**
   * Sends once.
   *
   * @param left how long to wait for the answer, at most
   * @return the data of the answer
   * @throws NoAnswerException if it is worth sending again
   */
  JsonNode post(byte[] body, Duration left) throws NoAnswerException {
    var request =
        HttpRequest.newBuilder(graphql)
            .timeout(left.compareTo(LONGEST_TRY) < 0 ? left : LONGEST_TRY)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (caller != null) {
      request.header("X-Pedigree-Caller", caller);
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token.get());
    }
    try {
      return answer.data(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new NoAnswerException(graphql + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted while waiting for " + graphql, e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
