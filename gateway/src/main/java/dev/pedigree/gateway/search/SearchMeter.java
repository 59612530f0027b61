package dev.pedigree.gateway.search;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.search.Search;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/**
 * {@code pedigree.search.refused}: the artifacts that cannot be found because Elasticsearch refuses
 * to index them; not a number while that cannot be told.
 */
@Component
final class SearchMeter implements MeterBinder {
  private final Search search;

  SearchMeter(Search search) {
    this.search = search;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("pedigree.search.refused", this::refused).register(registry);
  }

  private double refused() {
    try {
      return search.refused();
    } catch (UnavailableException e) {
      return Double.NaN;
    }
  }
}
