package dev.pedigree.gateway.watch;

import dev.pedigree.graph.recording.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts refusals by code, those of operations and of lines: {@code pedigree.refusals}. */
@Component
public final class RefusalMeter {
  private final MeterRegistry meters;

  RefusalMeter(MeterRegistry meters) {
    this.meters = meters;
    // What there was none of yet is zero, so that the first one is an increase.
    for (ErrorCode code : ErrorCode.values()) {
      meters.counter(Metrics.REFUSALS, "code", code.name());
    }
  }

  /** One more. */
  public void count(ErrorCode code) {
    meters.counter(Metrics.REFUSALS, "code", code.name()).increment();
  }
}
