package dev.pedigree.gateway.watch;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.springframework.stereotype.Component;

/**
 * Which metrics are histograms, and of which steps: the same everywhere, so that they can be added
 * up over gateways.
 */
@Component
public final class Metrics implements MeterFilter {
  static final String OPERATION = "pedigree.operation";
  static final String QUERY = "pedigree.query";
  static final String MUTATION = "pedigree.mutation";
  static final String LINEAGE = "pedigree.lineage";
  static final String CASSANDRA = "pedigree.cassandra";
  static final String ELASTICSEARCH = "pedigree.elasticsearch";
  static final String REFUSALS = "pedigree.refusals";

  /** {@value}: how large operations are, in the unit of their limit. */
  public static final String COST = "pedigree.operation.cost";

  private static final Set<String> TIMES =
      Set.of("http.server.requests", OPERATION, QUERY, MUTATION, LINEAGE, CASSANDRA, ELASTICSEARCH);

  private static final double[] TIME_STEPS =
      LongStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
          .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
          .toArray();

  private static final double[] COST_STEPS =
      DoubleStream.iterate(10, it -> it * 10).limit(7).toArray();

  /** Nobody asks how long what is not over yet is taking. */
  @Override
  public MeterFilterReply accept(Meter.Id id) {
    return id.getName().startsWith("pedigree.") && id.getName().endsWith(".active")
        ? MeterFilterReply.DENY
        : MeterFilterReply.NEUTRAL;
  }

  @Override
  public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
    if (TIMES.contains(id.getName())) {
      return withSteps(config, TIME_STEPS);
    }
    return id.getName().equals(COST) ? withSteps(config, COST_STEPS) : config;
  }

  private static DistributionStatisticConfig withSteps(
      DistributionStatisticConfig config, double[] steps) {
    return DistributionStatisticConfig.builder()
        .serviceLevelObjectives(steps)
        .build()
        .merge(config);
  }
}
