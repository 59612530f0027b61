package dev.pedigree.commands;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gets tokens as a client of its own (RFC 6749, section 4.4), a new one before the last expires.
 */
final class ClientCredentials implements TokenSource {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BEFORE_IT_EXPIRES = Duration.ofSeconds(30);
  private static final int MOST_SHOWN = 300;

  private final URI issuer;
  private final String client;
  private final String secret;
  private final String scope;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private @Nullable String token;
  private Instant until = Instant.MIN;

  ClientCredentials(URI issuer, String client, String secret, String scope) {
    this.issuer = issuer;
    this.client = client;
    this.secret = secret;
    this.scope = scope;
  }

  @Override
  public synchronized Optional<String> token() throws IOException {
    if (token == null || Instant.now().isAfter(until)) {
      JsonNode issued = issue();
      token = issued.path("access_token").asString("");
      if (token.isEmpty()) {
        throw new CommandFailedException(issuer + " issued no access_token");
      }
      until =
          Instant.now().plusSeconds(issued.path("expires_in").asLong(0)).minus(BEFORE_IT_EXPIRES);
    }
    return Optional.of(token);
  }

  private JsonNode issue() throws IOException {
    String form =
        "grant_type=client_credentials" + (scope.isEmpty() ? "" : "&scope=" + encoded(scope));
    String credentials = encoded(client) + ":" + encoded(secret);
    HttpRequest request =
        HttpRequest.newBuilder(issuer)
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted");
    }
    if (response.statusCode() >= 500) {
      throw new IOException(refusal(response));
    }
    if (response.statusCode() != 200) {
      throw new CommandFailedException(refusal(response));
    }
    try {
      return JsonMapper.shared().readTree(response.body());
    } catch (JacksonException e) {
      throw new CommandFailedException(issuer + " answered no JSON");
    }
  }

  private String refusal(HttpResponse<String> response) {
    String body = response.body().strip();
    return issuer
        + " answered "
        + response.statusCode()
        + ": "
        + body.substring(0, Math.min(body.length(), MOST_SHOWN));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
