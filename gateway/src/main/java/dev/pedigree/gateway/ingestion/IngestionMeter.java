package dev.pedigree.gateway.ingestion;

import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.WarningCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/**
 * Counts records that arrive incomplete, by who sent them: the metric {@code
 * pedigree.ingestion.incomplete}. An answer that is given again counts again.
 */
@Component
public final class IngestionMeter {
  private static final String NAME = "pedigree.ingestion.incomplete";
  private static final int MOST_CALLERS = 200;
  private static final Set<WarningCode> INCOMPLETE =
      EnumSet.of(WarningCode.UNKNOWN_PROVENANCE, WarningCode.INCOMPLETE_PROVENANCE);

  private final MeterRegistry registry;

  IngestionMeter(MeterRegistry registry) {
    this.registry = registry;
    registry
        .config()
        .meterFilter(
            MeterFilter.maximumAllowableTags(NAME, "recordedBy", MOST_CALLERS, MeterFilter.deny()));
  }

  /** The same answer, counted once it is there. */
  public CompletableFuture<RecordAnswer> counted(
      CompletableFuture<RecordAnswer> answer, Caller caller) {
    return answer.whenComplete(
        (given, failure) -> {
          if (given instanceof RecordAnswer.Recorded recorded && recorded.changed()) {
            long incomplete =
                recorded.warnings().stream()
                    .filter(IngestionMeter::isIncomplete)
                    .map(Change.Warning::path)
                    .distinct()
                    .count();
            if (incomplete > 0) {
              registry.counter(NAME, "recordedBy", caller.name()).increment((double) incomplete);
            }
          }
        });
  }

  private static boolean isIncomplete(Change.Warning warning) {
    return INCOMPLETE.stream().anyMatch(code -> code.name().equals(warning.code()));
  }
}
