package dev.pedigree.gateway.audit;

import dev.pedigree.identity.log.SigningKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What an operator can set, under {@code pedigree.audit}.
 *
 * @param key what signs checkpoints: a private key of Ed25519 as PEM, or the path of a file that
 *     has it; null or empty: checkpoints are not signed
 * @param origin the journal's name in checkpoints; null or empty: one made of its first entry
 */
@ConfigurationProperties("pedigree.audit")
record AuditProperties(@Nullable String key, @Nullable String origin) {
  /**
   * The key.
   *
   * @throws dev.pedigree.identity.log.NoteException if what is set is none
   */
  Optional<SigningKey> signingKey() {
    return text(key).map(SigningKey::read);
  }

  Optional<String> name() {
    return text(origin);
  }

  private static Optional<String> text(@Nullable String setting) {
    return Optional.ofNullable(setting).map(String::strip).filter(text -> !text.isEmpty());
  }

  @Override
  public String toString() {
    return "AuditProperties[origin=" + origin + "]";
  }
}
