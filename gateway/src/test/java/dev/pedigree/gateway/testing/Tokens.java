package dev.pedigree.gateway.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.pedigree.graph.caller.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Somebody whom a gateway trusts to say who its callers are. */
public final class Tokens {
  private final KeyPair keys;

  /** With keys of its own. */
  public Tokens() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      keys = generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the public key to a file, as PEM. */
  public Path publicKey() {
    try {
      Path file = Files.createTempFile("pedigree-test", ".pem");
      file.toFile().deleteOnExit();
      String key = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
      return Files.writeString(
          file, "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For a caller who may read and write in some namespaces. */
  public String of(String name, Collection<Scope> scopes, List<String> reads, List<String> writes) {
    return of(
        Map.of(
            "sub",
            name,
            "scope",
            scopes.stream().map(Scope::text).collect(Collectors.joining(" ")),
            "read_namespaces",
            reads,
            "write_namespaces",
            writes));
  }

  /** For one who may do everything everywhere. */
  public String ofAll(String name) {
    return of(name, List.of(Scope.values()), List.of("*"), List.of("*"));
  }

  /** With whatever claims, and an hour to live unless they say otherwise. */
  public String of(Map<String, Object> claims) {
    JWTClaimsSet.Builder set =
        new JWTClaimsSet.Builder().expirationTime(Date.from(Instant.now().plusSeconds(3600)));
    claims.forEach(
        (name, value) -> set.claim(name, value instanceof Instant at ? Date.from(at) : value));
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), set.build());
    try {
      token.sign(new RSASSASigner(keys.getPrivate()));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }
}
