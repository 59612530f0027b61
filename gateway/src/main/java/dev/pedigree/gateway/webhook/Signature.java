package dev.pedigree.gateway.webhook;

import dev.pedigree.graph.webhook.Webhook;
import dev.pedigree.graph.webhook.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages as the Standard Webhooks specification has it: HMAC-SHA256, {@code v1}. */
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /** The header's value: with the former secret, too, as long as it is used. */
  static String of(Webhook webhook, Message message, Instant at) {
    String signed = message.id() + "." + at.getEpochSecond() + "." + message.body();
    Webhook.Former former = webhook.former();
    String own = of(webhook.secret(), signed);
    return former == null || !at.isBefore(former.until())
        ? own
        : own + " " + of(former.secret(), signed);
  }

  private static String of(WebhookSecret secret, String signed) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
      byte[] code = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(code);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
