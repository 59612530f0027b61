package dev.pedigree.gateway.ingestion;

import dev.pedigree.gateway.watch.RefusalMeter;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.recording.WarningCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/**
 * Counts records that arrive incomplete, by who sent them and of which kind: the metric {@code
 * pedigree.ingestion.incomplete}. It counts since the start, and what was completed later too; the
 * query {@code ingestion} tells how it stands. An answer that is given again counts again.
 */
@Component
public final class IngestionMeter {
  static final String NAME = "pedigree.ingestion.incomplete";

  static final String CALLER = "recordedBy";
  private static final String LINES = "pedigree.import.lines";

  private final MeterRegistry registry;
  private final RefusalMeter refusals;

  IngestionMeter(MeterRegistry registry, RefusalMeter refusals) {
    this.refusals = refusals;
    this.registry = registry;
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

  /**
   * Counts a line of an import, which got that answer: the metric {@code pedigree.import.lines}.
   */
  public void answered(RecordAnswer answer) {
    switch (answer) {
      case RecordAnswer.Recorded recorded -> line(recorded.changed() ? "RECORDED" : "KNOWN");
      case RecordAnswer.Refused refused -> {
        line("REFUSED");
        refusals.count(refused.refusals().getFirst().code());
      }
    }
  }

  private void line(String status) {
    registry.counter(LINES, "status", status).increment();
  }

  private void count(Change.Warning warning, RecordRequest request, Caller caller) {
    request.artifacts().stream()
        .filter(artifact -> artifact.path().equals(warning.path()))
        .forEach(
            artifact ->
                registry.counter(NAME, CALLER, caller.name(), "kind", artifact.kind()).increment());
  }
}
