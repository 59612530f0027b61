package dev.pedigree.gateway.graph;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.service.GraphService;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * {@code pedigree.verification.age}, the seconds since the journal (its whole chain of hashes) and
 * each projection were last found as they should be, and {@code pedigree.verification.differences}
 * of the last comparison, both by {@code part}; not a number where there was none, or while that
 * cannot be told.
 */
@Component
final class VerificationMeter implements MeterBinder {
  private static final List<String> PARTS =
      List.of("journal", "topology", "state", "property-graph", "search");
  private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();
  private static final double MILLIS = 1_000;

  private final GraphService graph;
  private @Nullable Reading last;

  VerificationMeter(GraphService graph) {
    this.graph = graph;
  }

  private record Reading(Map<String, Verification.Last> found, long atNanos) {}

  @Override
  public void bindTo(MeterRegistry registry) {
    for (String part : PARTS) {
      gauge("age", part, VerificationMeter::age).baseUnit("seconds").register(registry);
      gauge("differences", part, Verification.Last::differences).register(registry);
    }
  }

  private Gauge.Builder<?> gauge(
      String name, String part, ToDoubleFunction<Verification.Last> value) {
    return Gauge.builder("pedigree.verification." + name, () -> value(part, value))
        .tag("part", part);
  }

  private static double age(Verification.Last found) {
    Instant clean = found.cleanAt();
    return clean == null
        ? Double.NaN
        : Math.max(0, Duration.between(clean, Instant.now()).toMillis() / MILLIS);
  }

  private double value(String part, ToDoubleFunction<Verification.Last> value) {
    Verification.Last found = read().get(part);
    return found == null ? Double.NaN : value.applyAsDouble(found);
  }

  /** One read for all that is told together. */
  private synchronized Map<String, Verification.Last> read() {
    Reading known = last;
    if (known == null || System.nanoTime() - known.atNanos > KEPT_NANOS) {
      known = new Reading(ask(), System.nanoTime());
      last = known;
    }
    return known.found;
  }

  private Map<String, Verification.Last> ask() {
    try {
      return graph.verifications();
    } catch (UnavailableException e) {
      return Map.of();
    }
  }
}
