package dev.pedigree.gateway.interop;

import dev.pedigree.gateway.ingestion.IngestionMeter;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.pending.PendingParts;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.interop.openlineage.LineageEvent;
import dev.pedigree.interop.openlineage.RunParts;
import dev.pedigree.interop.openlineage.RunRecord;
import dev.pedigree.schema.TypeSystem;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.springframework.stereotype.Component;

/**
 * Takes events of runs, and records a run once it is over. Whatever comes later is recorded then:
 * each time all that is known of the run is asked for, and what is recorded already stays. Safe for
 * many threads, and for events of one run that come to several gateways.
 */
@Component
final class Runs {
  private static final String FORMAT = Guess.OPEN_LINEAGE;

  private final GraphService graph;
  private final TypeSystem types;
  private final IngestionMeter meter;
  private final OpenLineageProperties properties;

  Runs(
      GraphService graph,
      TypeSystem types,
      IngestionMeter meter,
      OpenLineageProperties properties) {
    this.graph = graph;
    this.types = types;
    this.meter = meter;
    this.properties = properties;
  }

  /**
   * Takes an event; when this returns it is kept, and what it completes is recorded, or refused.
   *
   * @param document of the event's bytes
   * @throws UnavailableException if a store does not answer; the event may come again
   */
  RecordAnswer take(LineageEvent event, Digest document, Caller caller)
      throws InterruptedException {
    String runId = event.runId();
    if (runId == null) {
      RunParts parts = new RunParts();
      parts.add(event);
      return withoutRun(parts, new RecordRequest.Source(document, FORMAT), caller);
    }
    PendingParts pending = graph.pending();
    pending.put(caller.name(), runId, event.time(), RunParts.texts(event), properties.pending());
    RunParts run = new RunParts();
    if (!event.completes()) {
      run.add(pending.read(caller.name(), runId, RunParts.END));
      if (!run.complete()) {
        return nothing();
      }
    }
    run.add(pending.read(caller.name(), runId));
    return run.complete()
        ? record(run, new RecordRequest.Source(RunRecord.document(runId), FORMAT), caller)
        : nothing();
  }

  private static RecordAnswer nothing() {
    return new RecordAnswer.Recorded(0, false, List.of(), List.of(), List.of());
  }

  /** What came so late that the newest of what it read descends from it has read an older one. */
  private RecordAnswer record(RunParts run, RecordRequest.Source source, Caller caller)
      throws InterruptedException {
    RecordAnswer answer = ask(request(run, caller, true), source, caller);
    return isCycle(answer) ? ask(request(run, caller, false), source, caller) : answer;
  }

  private RecordRequest request(RunParts run, Caller caller, boolean newest) {
    return RunRecord.of(run, types, new SnapshotStanding(graph.snapshot(caller)), newest);
  }

  /** What holds of a job whenever it runs may go in circles; then those edges are left out. */
  private RecordAnswer withoutRun(RunParts parts, RecordRequest.Source source, Caller caller)
      throws InterruptedException {
    RecordRequest request = request(parts, caller, false);
    RecordAnswer answer = ask(request, source, caller);
    if (!isCycle(answer)) {
      return answer;
    }
    answer = ask(request(request.artifacts(), List.of()), source, caller);
    for (RecordRequest.Edge edge : request.edges()) {
      RecordAnswer linked = ask(request(List.of(), List.of(edge)), source, caller);
      if (linked instanceof RecordAnswer.Refused && !isCycle(linked)) {
        return linked;
      }
    }
    return answer;
  }

  private static RecordRequest request(
      List<RecordRequest.Artifact> artifacts, List<RecordRequest.Edge> edges) {
    return new RecordRequest(null, artifacts, edges, List.of());
  }

  private static boolean isCycle(RecordAnswer answer) {
    return answer instanceof RecordAnswer.Refused refused
        && refused.refusals().stream().allMatch(it -> it.code() == ErrorCode.CYCLE);
  }

  private RecordAnswer ask(RecordRequest request, RecordRequest.Source source, Caller caller)
      throws InterruptedException {
    if (request.artifacts().isEmpty() && request.edges().isEmpty()) {
      return nothing();
    }
    RecordRequest said = request.saidBy(source);
    try {
      return meter.counted(graph.record(said, caller), said, caller).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnavailableException unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
