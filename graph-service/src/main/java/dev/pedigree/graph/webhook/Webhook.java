package dev.pedigree.graph.webhook;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.caller.Namespaces;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where to tell what happens to an artifact and to what descends from it.
 *
 * @param version changes whenever the webhook is put
 * @param owner the name of who put it
 * @param reads where its owner could read then: what lies elsewhere is not told
 * @param events which events are told
 * @param secret what deliveries are signed with
 * @param former the secret before that; null: there was none, or it is not used any more
 * @param revision up to which everything is delivered, or given up
 * @param failing null: nothing stands in the way of the next delivery
 */
public record Webhook(
    String name,
    UUID version,
    String owner,
    Namespaces reads,
    URI url,
    ArtifactId by,
    Set<String> events,
    WebhookSecret secret,
    @Nullable Former former,
    Instant createdAt,
    long revision,
    @Nullable Failing failing) {
  public Webhook {
    events = Set.copyOf(events);
  }

  /** A secret that was replaced, and until when deliveries are signed with it too. */
  public record Former(WebhookSecret secret, Instant until) {}

  /**
   * That the next delivery did not succeed yet.
   *
   * @param revision the change that is to be delivered
   * @param attempts so far
   * @param next when it is attempted again
   * @param failure of the last attempt
   */
  public record Failing(long revision, int attempts, Instant next, String failure) {}
}
