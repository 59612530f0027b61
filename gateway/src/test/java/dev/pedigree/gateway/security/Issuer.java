package dev.pedigree.gateway.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An issuer of tokens on loopback, with OpenID Connect's metadata and a set of keys. */
final class Issuer implements AutoCloseable {
  private final HttpServer server;
  private volatile RSAKey key = newKey();

  private Issuer(HttpServer server) {
    this.server = server;
  }

  /** Starts one; port 0: a free one. */
  static Issuer start(int port) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      Issuer issuer = new Issuer(server);
      server.createContext(
          "/.well-known/openid-configuration", it -> answer(it, issuer.metadata()));
      server.createContext("/keys", it -> answer(it, issuer.keys()));
      server.start();
      return issuer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  String uri() {
    return "http://127.0.0.1:" + port();
  }

  String keysUri() {
    return uri() + "/keys";
  }

  int port() {
    return server.getAddress().getPort();
  }

  private String metadata() {
    return "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\",\"subject_types_supported\":[\"public\"]}"
        .formatted(uri(), keysUri());
  }

  private String keys() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signs with another key from now on, and publishes that one alone. */
  void rotate() {
    key = newKey();
  }

  /**
   * A token for {@code ann} that a gateway with the audience {@code pedigree} takes, but for one
   * claim.
   *
   * @param claim null: none
   * @param value null: the claim is missing
   */
  String token(@Nullable String claim, @Nullable Object value) {
    JWTClaimsSet claims = claims(claim, value);
    try {
      return signed(JWSAlgorithm.RS256, new RSASSASigner(key), claims);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  String token() {
    return token(null, null);
  }

  /** What an attacker makes who has the public key and hopes that it is taken for a secret. */
  String signedWithThePublicKey() {
    try {
      return signed(
          JWSAlgorithm.HS256, new MACSigner(key.toRSAPublicKey().getEncoded()), claims(null, null));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  private JWTClaimsSet claims(@Nullable String claim, @Nullable Object value) {
    Map<String, Object> claims =
        new HashMap<>(
            Map.of(
                "iss",
                uri(),
                "aud",
                List.of("pedigree"),
                "sub",
                "ann",
                "scope",
                "lineage:read",
                "exp",
                Date.from(Instant.now().plusSeconds(3600))));
    if (claim != null) {
      claims.put(claim, value);
    }
    JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
    claims.forEach(set::claim);
    return set.build();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
