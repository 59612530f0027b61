package dev.pedigree.gateway.ingestion;

import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.recording.WarningCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/**
 * Counts records that arrive incomplete, by who sent them and of which kind: the metric {@code
 * pedigree.ingestion.incomplete}. It counts since the start, and what was completed later too; the
 * query {@code ingestion} tells how it stands. An answer that is given again counts again.
 */
@Component
public final class IngestionMeter {
  private static final String NAME = "pedigree.ingestion.incomplete";
  private static final int MOST_CALLERS = 200;

  private final MeterRegistry registry;

  IngestionMeter(MeterRegistry registry) {
    this.registry = registry;
    registry
        .config()
        .meterFilter(
            MeterFilter.maximumAllowableTags(NAME, "recordedBy", MOST_CALLERS, MeterFilter.deny()));
  }

  /** The same answer to the request, counted once it is there. */
  public CompletableFuture<RecordAnswer> counted(
      CompletableFuture<RecordAnswer> answer, RecordRequest request, Caller caller) {
    return answer.whenComplete(
        (given, failure) -> {
          if (given instanceof RecordAnswer.Recorded recorded && recorded.changed()) {
            recorded.warnings().stream()
                .filter(it -> it.code().equals(WarningCode.INCOMPLETE_PROVENANCE.name()))
                .forEach(it -> count(it, request, caller));
          }
        });
  }

  private void count(Change.Warning warning, RecordRequest request, Caller caller) {
    request.artifacts().stream()
        .filter(artifact -> artifact.path().equals(warning.path()))
        .forEach(
            artifact ->
                registry
                    .counter(NAME, "recordedBy", caller.name(), "kind", artifact.kind())
                    .increment());
  }
}
