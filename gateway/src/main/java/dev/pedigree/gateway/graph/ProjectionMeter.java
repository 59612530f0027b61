package dev.pedigree.gateway.graph;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.service.GraphService;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/**
 * {@code pedigree.projection.lag.revisions} and {@code .seconds} by {@code projection}: how far
 * each is behind the journal; not a number while that cannot be told.
 */
@Component
final class ProjectionMeter implements MeterBinder {
  private static final List<String> PROJECTIONS = List.of("state", "property-graph", "search");
  private static final double MILLIS = 1_000;

  private final GraphService graph;

  ProjectionMeter(GraphService graph) {
    this.graph = graph;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (String projection : PROJECTIONS) {
      gauge(registry, "revisions", projection, GraphService.ProjectionLag::lagRevisions);
      gauge(registry, "seconds", projection, lag -> lag.lag().toMillis() / MILLIS);
    }
  }

  private void gauge(
      MeterRegistry registry,
      String unit,
      String projection,
      ToDoubleFunction<GraphService.ProjectionLag> value) {
    Gauge.builder("pedigree.projection.lag." + unit, () -> lag(projection, value))
        .tag("projection", projection)
        .register(registry);
  }

  private double lag(String projection, ToDoubleFunction<GraphService.ProjectionLag> value) {
    try {
      return graph.head().projections().stream()
          .filter(lag -> lag.name().equals(projection))
          .mapToDouble(value)
          .findFirst()
          .orElse(Double.NaN);
    } catch (UnavailableException e) {
      return Double.NaN;
    }
  }
}
