package dev.pedigree.gateway.record;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsMutation;
import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.edge.EdgeRef;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.ingestion.IngestionMeter;
import dev.pedigree.gateway.input.InputNode;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.recording.AmendRequest;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.schema.TypeSystem;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Records and amends. */
@DgsComponent
final class RecordFetcher {
  private final RequestInput requests;
  private final IngestionMeter meter;

  RecordFetcher(TypeSystem types, IngestionMeter meter) {
    this.requests = new RequestInput(types);
    this.meter = meter;
  }

  @DgsMutation
  CompletableFuture<RecordPayload> record(DataFetchingEnvironment env) {
    Operation operation = Operation.of(env);
    RecordRequest request = requests.request(InputNode.input(env));
    return meter
        .counted(operation.graph().record(request, operation.caller()), request, operation.caller())
        .thenApplyAsync(
            answer -> payload(operation, RefusedException.unlessRecorded(answer)),
            operation.oneAtATime());
  }

  @DgsMutation
  CompletableFuture<AmendPayload> amend(DataFetchingEnvironment env) {
    Operation operation = Operation.of(env);
    return operation
        .graph()
        .amend(amendment(InputNode.input(env)), operation.caller())
        .thenApplyAsync(
            answer -> {
              RecordPayload payload = payload(operation, RefusedException.unlessRecorded(answer));
              return new AmendPayload(payload.revision(), payload.artifacts().getFirst());
            },
            operation.oneAtATime());
  }

  private static AmendRequest amendment(InputNode input) {
    InputNode revoke = input.get("revokeCheck") == null ? null : input.child("revokeCheck");
    return new AmendRequest(
        input.text("requestId"),
        input.need("artifact"),
        input.each("labels", RequestInput::label),
        input.texts("removeLabels"),
        input.get("owners") == null ? null : input.texts("owners"),
        input.text("description"),
        input.object("attributes"),
        input.word("provenance", Provenance.class),
        revoke == null
            ? null
            : new AmendRequest.CheckRef(revoke.need("name"), revoke.integer("version")),
        input.text("reason"));
  }

  private static RecordPayload payload(Operation operation, RecordAnswer.Recorded answer) {
    Snapshot snapshot = operation.written(answer.revision());
    return new RecordPayload(
        answer.revision(),
        answer.changed(),
        answer.artifacts().stream().map(id -> new ArtifactRef(snapshot, id)).toList(),
        answer.edges().stream().map(id -> new EdgeRef(snapshot, id)).toList(),
        answer.warnings());
  }

  /** What became of a record. */
  record RecordPayload(
      long revision,
      boolean changed,
      List<ArtifactRef> artifacts,
      List<EdgeRef> edges,
      List<Change.Warning> warnings) {}

  /** What became of an amendment. */
  record AmendPayload(long revision, ArtifactRef artifact) {}
}
