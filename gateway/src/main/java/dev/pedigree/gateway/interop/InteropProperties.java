package dev.pedigree.gateway.interop;

import dev.pedigree.interop.intoto.TrustedKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator can set, under {@code pedigree.interop}.
 *
 * @param keys public keys whose signatures count, by the ids that signatures name them by: PEM, or
 *     the path of a file that has it
 */
@ConfigurationProperties("pedigree.interop")
record InteropProperties(@DefaultValue Map<String, String> keys) {
  InteropProperties {
    keys = Map.copyOf(keys);
  }

  /**
   * The keys.
   *
   * @throws IllegalArgumentException if what is set is none
   */
  TrustedKeys trusted() {
    Map<String, String> pems = new LinkedHashMap<>();
    keys.forEach((id, setting) -> pems.put(id, pem(id, setting.strip())));
    return TrustedKeys.ofPem(pems);
  }

  private static String pem(String id, String setting) {
    if (setting.startsWith("-----BEGIN")) {
      return setting;
    }
    try {
      return Files.readString(Path.of(setting), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "pedigree.interop.keys." + id + ": " + setting + " cannot be read as a key: " + e, e);
    }
  }
}
