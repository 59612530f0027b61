package dev.pedigree.gateway.graph;

import dev.pedigree.graph.service.GraphService;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready to answer, or why not: part of the readiness probe. */
@Component("graph")
final class GraphHealthIndicator implements HealthIndicator {
  private final GraphService graph;

  GraphHealthIndicator(GraphService graph) {
    this.graph = graph;
  }

  @Override
  public Health health() {
    return switch (graph.status()) {
      case GraphService.Status.Ready ready ->
          Health.up().withDetail("revision", ready.revision()).build();
      case GraphService.Status.ReadOnly readOnly ->
          Health.up()
              .withDetail("revision", readOnly.revision())
              .withDetail("readOnly", readOnly.why())
              .build();
      case GraphService.Status.Connecting connecting ->
          Health.outOfService().withDetail("connecting", connecting.why()).build();
      case GraphService.Status.Replaying replaying ->
          Health.outOfService().withDetail("replaying", replaying.revision()).build();
      case GraphService.Status.Stopped stopped ->
          Health.down().withDetail("stopped", stopped.why()).build();
    };
  }
}
