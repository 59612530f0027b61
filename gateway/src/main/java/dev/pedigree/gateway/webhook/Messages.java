package dev.pedigree.gateway.webhook;

import dev.pedigree.gateway.affected.Affected;
import dev.pedigree.gateway.affected.AffectedEvent;
import dev.pedigree.gateway.affected.Downstream;
import dev.pedigree.gateway.affected.NewViolations;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.caller.Scope;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.webhook.Webhook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes what webhooks tell of changes. */
@Component
final class Messages {
  /** Of one change; what is left out is counted. */
  private static final int MOST_ARTIFACTS = 100;

  private final GraphService graph;
  private final NewViolations violations;
  private final GatewayProperties properties;
  private final JsonMapper json;

  Messages(
      GraphService graph, NewViolations violations, GatewayProperties properties, JsonMapper json) {
    this.graph = graph;
    this.violations = violations;
    this.properties = properties;
    this.json = json;
  }

  /** Whoever a webhook tells may know what its owner could read. */
  static Caller reader(Webhook webhook) {
    return new Caller(
        webhook.owner(), Set.of(Scope.READ), webhook.reads(), Namespaces.of(Set.of()));
  }

  /**
   * What {@code change}, as its owner may see it, is to the webhook; empty: nothing.
   *
   * @throws dev.pedigree.graph.lineage.BudgetExceededException if there is no time to find out
   * @throws dev.pedigree.graph.cassandra.UnavailableException if the store does not answer
   */
  Optional<Message> of(Webhook webhook, Change change) {
    Downstream downstream =
        new Downstream(
            webhook.by(),
            graph,
            reader(webhook),
            violations,
            () -> properties.limits().budget(() -> false));
    List<Affected> affected =
        downstream.affected(change).stream().filter(it -> isWanted(webhook, it)).toList();
    if (affected.isEmpty()) {
      return Optional.empty();
    }
    List<Affected> told = affected.subList(0, Math.min(MOST_ARTIFACTS, affected.size()));
    Map<ArtifactId, ArtifactState> states =
        graph
            .snapshot(downstream.caller(), change.revision())
            .artifacts(told.stream().map(Affected::artifact).toList());
    Payload payload =
        new Payload(
            "artifact.affected",
            change.at(),
            new Data(
                webhook.name(),
                webhook.by().toString(),
                change.revision(),
                told.stream()
                    .map(
                        it ->
                            AffectedOne.of(
                                Objects.requireNonNull(states.get(it.artifact())),
                                downstream.depth(it),
                                it.what()))
                    .toList(),
                affected.size() - told.size()));
    return Optional.of(
        new Message(webhook.name() + ":" + change.revision(), json.writeValueAsString(payload)));
  }

  private static boolean isWanted(Webhook webhook, Affected affected) {
    return affected.what().stream().anyMatch(event -> webhook.events().contains(event.name()));
  }

  /** As it is sent. */
  private record Payload(String type, Instant timestamp, Data data) {}

  /**
   * Likewise.
   *
   * @param remaining how many more artifacts the change affects
   */
  private record Data(
      String webhook, String by, long revision, List<AffectedOne> affected, int remaining) {}

  /** Likewise: with the first of the names that the owner may read. */
  private record AffectedOne(
      String id,
      String kind,
      String namespace,
      String name,
      @Nullable String version,
      int depth,
      Set<AffectedEvent> events) {
    static AffectedOne of(ArtifactState state, int depth, Set<AffectedEvent> events) {
      ArtifactName name = state.names().getFirst();
      return new AffectedOne(
          state.id().toString(),
          state.kind(),
          name.namespace(),
          name.name(),
          name.version(),
          depth,
          events);
    }
  }
}
