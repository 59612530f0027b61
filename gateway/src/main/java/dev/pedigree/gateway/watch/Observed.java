package dev.pedigree.gateway.watch;

import dev.pedigree.graph.watch.Watch;
import dev.pedigree.graph.watch.Watched;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Measures what the graph service asks of its stores and of its engine: {@code pedigree.cassandra}
 * by statement, {@code pedigree.elasticsearch} by call and {@code pedigree.lineage} by question,
 * each with the class of the error, or {@code none}. What belongs to a request is traced, too.
 */
@Component
final class Observed implements Watch {
  private static final String ERROR = "error";
  private static final String NO_ERROR = "none";

  private final ObservationRegistry observations;
  private final MeterRegistry meters;

  Observed(ObservationRegistry observations, MeterRegistry meters) {
    this.observations = observations;
    this.meters = meters;
  }

  @Override
  public Watched begin(Sort sort, String what) {
    return observations.getCurrentObservation() == null ? timed(sort, what) : traced(sort, what);
  }

  private Watched traced(Sort sort, String what) {
    Observation observation =
        Observation.createNotStarted(name(sort), observations)
            .contextualName(sort == Sort.LINEAGE ? "lineage " + what : what)
            .lowCardinalityKeyValue(key(sort), what)
            .start();
    return failure -> {
      if (failure != null) {
        observation.error(failure);
      }
      observation.stop();
    };
  }

  /** What projections do all the time is not traced. */
  private Watched timed(Sort sort, String what) {
    Timer.Sample sample = Timer.start(meters);
    return failure -> sample.stop(meters.timer(name(sort), key(sort), what, ERROR, text(failure)));
  }

  private static String text(@Nullable Throwable failure) {
    return failure == null ? NO_ERROR : failure.getClass().getSimpleName();
  }

  private static String name(Sort sort) {
    return switch (sort) {
      case CASSANDRA -> Metrics.CASSANDRA;
      case ELASTICSEARCH -> Metrics.ELASTICSEARCH;
      case LINEAGE -> Metrics.LINEAGE;
    };
  }

  private static String key(Sort sort) {
    return switch (sort) {
      case CASSANDRA -> "statement";
      case ELASTICSEARCH -> "call";
      case LINEAGE -> "question";
    };
  }
}
