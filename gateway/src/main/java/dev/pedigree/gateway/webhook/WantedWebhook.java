package dev.pedigree.gateway.webhook;

import dev.pedigree.gateway.affected.AffectedEvent;
import dev.pedigree.gateway.artifact.Ids;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.error.Shown;
import dev.pedigree.gateway.input.InputNode;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.graph.webhook.Webhook;
import dev.pedigree.graph.webhook.WebhookSecret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as somebody asks for it.
 *
 * @param events by their names
 * @param after null: from where it is or, of a new one, from now on
 * @param rotated whether it gets another secret
 */
record WantedWebhook(
    String name,
    URI url,
    ArtifactId by,
    Set<String> events,
    @Nullable Long after,
    boolean rotated) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int LONGEST_URL = 2_000;
  private static final Duration FORMER_SECRET_FOR = Duration.ofDays(1);

  WantedWebhook {
    events = Set.copyOf(events);
  }

  /**
   * Reads a {@code PutWebhookInput}.
   *
   * @throws RefusedException if something in it cannot be
   */
  static WantedWebhook of(InputNode input, Operation operation, Snapshot snapshot) {
    return new WantedWebhook(
        readName(input),
        readUrl(input),
        Ids.existing(snapshot, "input.by", input.need("by")),
        readEvents(input),
        input.get("after") instanceof Long after
            ? operation.at(after, "input.after").revision()
            : null,
        Boolean.TRUE.equals(input.get("rotateSecret")));
  }

  private static String readName(InputNode input) {
    String name = input.need("name");
    if (!NAME.matcher(name).matches()) {
      throw RefusedException.invalid(
          "input.name",
          Shown.text(name),
          "1 to 63 lower-case letters, digits and dashes, no dash first");
    }
    return name;
  }

  private static URI readUrl(InputNode input) {
    String text = input.need("url");
    try {
      URI url = new URI(text);
      if (text.length() <= LONGEST_URL
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Refused like the others.
    }
    throw RefusedException.invalid(
        "input.url", Shown.text(text), "a URL of https with a host, without user and fragment");
  }

  private static Set<String> readEvents(InputNode input) {
    if (input.get("events") == null) {
      return Arrays.stream(AffectedEvent.values()).map(Enum::name).collect(Collectors.toSet());
    }
    Set<String> events = new LinkedHashSet<>(input.texts("events"));
    if (events.isEmpty()) {
      throw RefusedException.invalid("input.events", "none", "at least one, or null for all");
    }
    return events;
  }

  /**
   * The webhook.
   *
   * @param before which it replaces; null: none
   */
  Webhook inPlaceOf(@Nullable Webhook before, Caller owner, Snapshot snapshot, Instant now) {
    long from = before == null ? snapshot.revision() : before.revision();
    return new Webhook(
        name,
        UUID.randomUUID(),
        owner.name(),
        owner.reads(),
        url,
        by,
        events,
        before == null || rotated ? WebhookSecret.random() : before.secret(),
        former(before, now),
        before == null ? now : before.createdAt(),
        after == null ? from : after,
        null);
  }

  private Webhook.@Nullable Former former(@Nullable Webhook before, Instant now) {
    if (before == null || !rotated) {
      return before == null ? null : before.former();
    }
    return new Webhook.Former(before.secret(), now.plus(FORMER_SECRET_FOR));
  }
}
