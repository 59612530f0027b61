package dev.pedigree.gateway.ingestion;

import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the number of callers bounded that {@link IngestionMeter} tells apart. */
@Configuration(proxyBeanMethods = false)
class CallersToldApart {
  private static final int MOST = 200;

  @Bean
  static MeterFilter mostCallers() {
    return MeterFilter.maximumAllowableTags(
        IngestionMeter.NAME, IngestionMeter.CALLER, MOST, MeterFilter.deny());
  }
}
