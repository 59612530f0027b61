package dev.pedigree.gateway.webhook;

import dev.pedigree.gateway.affected.AffectedEvent;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.graph.webhook.Webhook;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A webhook as its owner sees it: without its secret. */
record WebhookView(Webhook webhook, Snapshot snapshot) {
  public String name() {
    return webhook.name();
  }

  public String owner() {
    return webhook.owner();
  }

  public String url() {
    return webhook.url().toString();
  }

  public String by() {
    return webhook.by().toString();
  }

  /** In the order of the enum. */
  public List<AffectedEvent> events() {
    return webhook.events().stream().map(AffectedEvent::valueOf).sorted().toList();
  }

  public Instant createdAt() {
    return webhook.createdAt();
  }

  public long revision() {
    return webhook.revision();
  }

  public int lagRevisions() {
    return Math.clamp(snapshot.revision() - webhook.revision(), 0, Integer.MAX_VALUE);
  }

  public @Nullable Failure failing() {
    Webhook.Failing failing = webhook.failing();
    return failing == null
        ? null
        : new Failure(failing.revision(), failing.attempts(), failing.next(), failing.failure());
  }

  /** Why the next message is not delivered yet. */
  record Failure(long revision, int attempts, Instant nextAt, String message) {}
}
