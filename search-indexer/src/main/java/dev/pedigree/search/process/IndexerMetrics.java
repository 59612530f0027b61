package dev.pedigree.search.process;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.search.Search;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.ToDoubleFunction;

/**
 * What the process tells Prometheus: its Java process, whether it is the one that works, and what
 * gateways tell of the projection {@code search}, under the same names.
 */
final class IndexerMetrics implements AutoCloseable {
  private static final double MILLIS = 1_000;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Indexer indexer;
  private final Search search;

  IndexerMetrics(Indexer indexer, Search search) {
    this.indexer = indexer;
    this.search = search;
    new JvmMemoryMetrics().bindTo(registry);
    collections.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    Gauge.builder("pedigree.indexer.working", () -> indexer.work().working() ? 1 : 0)
        .register(registry);
    lag("revisions", GraphService.ProjectionLag::lagRevisions);
    lag("seconds", lag -> lag.lag().toMillis() / MILLIS);
    Gauge.builder("pedigree.search.refused", this::refused).register(registry);
  }

  private void lag(String unit, ToDoubleFunction<GraphService.ProjectionLag> value) {
    Gauge.builder(
            "pedigree.projection.lag." + unit,
            () -> indexer.lag().map(value::applyAsDouble).orElse(Double.NaN))
        .tag("projection", "search")
        .register(registry);
  }

  private double refused() {
    try {
      return search.refused();
    } catch (UnavailableException e) {
      return Double.NaN;
    }
  }

  /** In Prometheus' text format. */
  String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
