package dev.pedigree.gateway.graph;

import dev.pedigree.gateway.watch.CacheMeter;
import dev.pedigree.graph.service.GraphService;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/**
 * {@code pedigree.policies.lag}, the changes after which it is not known yet who violates policies,
 * and what the graph's shape occupies in this process: {@code pedigree.topology.bytes} by part,
 * {@code pedigree.topology.artifacts} and {@code .edges}, and {@code pedigree.topology.overlay},
 * the facts that are not compacted yet.
 */
@Component
final class GraphMeter implements MeterBinder {
  private static final String BYTES = "pedigree.topology.bytes";

  private final GraphService graph;

  GraphMeter(GraphService graph) {
    this.graph = graph;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("pedigree.policies.lag", graph, GraphService::policyLag).register(registry);
    bytes(registry, "artifacts", GraphService.TopologySize::artifactBytes);
    bytes(registry, "edges", GraphService.TopologySize::edgeBytes);
    bytes(registry, "identities", GraphService.TopologySize::identityBytes);
    bytes(registry, "journal", GraphService.TopologySize::journalBytes);
    bytes(registry, "overlay", GraphService.TopologySize::overlayBytes);
    CacheMeter.register(
        registry, "facts", () -> graph.factsCache().hits(), () -> graph.factsCache().misses());
    gauge("pedigree.topology.artifacts", GraphService.TopologySize::artifacts).register(registry);
    gauge("pedigree.topology.edges", GraphService.TopologySize::edges).register(registry);
    gauge("pedigree.topology.overlay", GraphService.TopologySize::overlayFacts).register(registry);
  }

  private void bytes(
      MeterRegistry registry, String part, ToDoubleFunction<GraphService.TopologySize> value) {
    gauge(BYTES, value).tag("part", part).baseUnit("bytes").register(registry);
  }

  private Gauge.Builder<GraphService> gauge(
      String name, ToDoubleFunction<GraphService.TopologySize> value) {
    return Gauge.builder(
        name, graph, service -> service.topologySize().map(value::applyAsDouble).orElse(0.0));
  }
}
