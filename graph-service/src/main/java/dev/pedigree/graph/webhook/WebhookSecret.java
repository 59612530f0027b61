package dev.pedigree.graph.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What deliveries are signed with, in the form of the Standard Webhooks specification: {@code
 * whsec_} and the key in base64. Does not show itself.
 */
public record WebhookSecret(String text) {
  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;

  public WebhookSecret {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("a webhook's secret (expected: whsec_ and base64)");
    }
  }

  /** A new one, of 32 random bytes. */
  public static WebhookSecret random() {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(key));
  }

  /** The key itself. */
  public byte[] key() {
    return Base64.getDecoder().decode(text.substring(PREFIX.length()));
  }

  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
