package dev.pedigree.gateway.watch;

import dev.pedigree.gateway.error.Failure;
import dev.pedigree.graph.recording.ErrorCode;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** How what is observed came out: OK, a code of an error, or CANCELLED if nobody waited for it. */
final class Outcome {
  private static final String KEY = "outcome";

  private Outcome() {}

  /** As long as nothing else is known. */
  static Observation cancelled(Observation observation) {
    return observation.lowCardinalityKeyValue(KEY, "CANCELLED");
  }

  static void ok(Observation observation) {
    observation.lowCardinalityKeyValue(KEY, "OK");
  }

  /** Refusals are answers; only what the gateway or a store is to blame for marks a trace. */
  static void of(@Nullable Throwable failure, Observation observation) {
    if (failure == null) {
      ok(observation);
    } else {
      ErrorCode code = Failure.code(failure);
      of(code, observation);
      if (code == ErrorCode.INTERNAL || code == ErrorCode.UNAVAILABLE) {
        observation.error(failure);
      }
    }
  }

  static void of(ErrorCode code, Observation observation) {
    observation.lowCardinalityKeyValue(KEY, code.name());
  }
}
