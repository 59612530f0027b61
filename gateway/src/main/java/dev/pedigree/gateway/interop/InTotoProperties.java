package dev.pedigree.gateway.interop;

import dev.pedigree.interop.intoto.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator can set, under {@code pedigree.in-toto}.
 *
 * @param keys whose signatures count, by the ids that signatures name them by: public keys of
 *     Ed25519 or ECDSA P-256 as PEM, or the paths of files that have them
 */
@ConfigurationProperties("pedigree.in-toto")
record InTotoProperties(@DefaultValue Map<String, String> keys) {
  InTotoProperties {
    keys = Map.copyOf(keys);
  }

  /**
   * The keys.
   *
   * @throws IllegalArgumentException if one is none, or cannot be read
   */
  TrustedKeys trusted() {
    Map<String, String> pems = new LinkedHashMap<>();
    keys.forEach((id, key) -> pems.put(id, pem(id, key.strip())));
    return TrustedKeys.ofPem(pems);
  }

  private static String pem(String id, String key) {
    if (key.startsWith("-----")) {
      return key;
    }
    try {
      return Files.readString(Path.of(key));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "pedigree.in-toto.keys."
              + id
              + ": "
              + key
              + " (expected: a public key as PEM, or a file with it)",
          e);
    }
  }
}
