package dev.pedigree.gateway.testing;

import dev.pedigree.localstack.LocalStack.Endpoints;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A gateway that lets in whoever has a token, and who makes these. */
public record SecuredGateway(Gateway gateway, Tokens tokens) implements AutoCloseable {
  /** Whose pages may ask it. */
  public static final String FRIEND = "https://dashboard.example.org";

  static SecuredGateway start(Endpoints endpoints) {
    Tokens tokens = new Tokens();
    Gateway gateway =
        Gateway.launch(
            endpoints.cassandraPort(),
            Gateway.freshKeyspace(),
            endpoints.elasticsearchUri(),
            "--pedigree.security.cors-origins=" + FRIEND,
            "--spring.security.oauth2.resourceserver.jwt.public-key-location=file:"
                + tokens.publicKey());
    gateway.awaitReadiness(200);
    return new SecuredGateway(gateway, tokens);
  }

  /** Sends a GraphQL operation with a token. */
  public Answer ask(String token, String document, Map<String, ?> variables) {
    return gateway.ask(document, variables, bearer(token));
  }

  /** Likewise, without variables. */
  public Answer ask(String token, String document) {
    return ask(token, document, Map.of());
  }

  /**
   * Gets or posts.
   *
   * @param token null: none
   * @param body null: gets
   */
  public HttpResponse<String> send(@Nullable String token, String path, @Nullable String body) {
    return gateway.send(path, body, token == null ? Map.of() : bearer(token));
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  @Override
  public void close() {
    gateway.close();
  }
}
