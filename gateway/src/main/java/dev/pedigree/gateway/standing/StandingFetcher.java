package dev.pedigree.gateway.standing;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsData;
import com.netflix.graphql.dgs.DgsMutation;
import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.edge.EdgeRef;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.input.InputNode;
import dev.pedigree.gateway.lineage.LineageConnection;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.gateway.paging.PageRequest;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.StandingRequest;
import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Quarantines, releases and retracts. */
@DgsComponent
final class StandingFetcher {
  private final int limit;

  StandingFetcher(GatewayProperties properties) {
    this.limit = properties.limits().page();
  }

  @DgsMutation
  CompletableFuture<Changed> quarantine(DataFetchingEnvironment env) {
    InputNode input = InputNode.input(env);
    return change(
        env,
        new StandingRequest.Quarantine(
            input.text("requestId"), input.need("artifact"), input.need("reason")));
  }

  @DgsMutation
  CompletableFuture<Changed> release(DataFetchingEnvironment env) {
    InputNode input = InputNode.input(env);
    return change(
        env,
        new StandingRequest.Release(
            input.text("requestId"), input.need("artifact"), input.need("reason")));
  }

  @DgsMutation
  CompletableFuture<Changed> retract(DataFetchingEnvironment env) {
    return change(env, retraction(InputNode.input(env)));
  }

  private static StandingRequest retraction(InputNode input) {
    String artifact = input.text("artifact");
    String edge = input.text("edge");
    if (artifact != null && edge == null) {
      return new StandingRequest.RetractArtifact(
          input.text("requestId"), artifact, input.need("reason"));
    }
    if (edge != null && artifact == null) {
      return new StandingRequest.RetractEdge(input.text("requestId"), edge, input.need("reason"));
    }
    throw RefusedException.invalid(
        "input",
        edge == null ? "neither artifact nor edge" : "artifact and edge",
        "exactly one of the two");
  }

  private static CompletableFuture<Changed> change(
      DataFetchingEnvironment env, StandingRequest request) {
    Operation operation = Operation.of(env);
    return operation
        .graph()
        .change(request, operation.caller())
        .thenApplyAsync(answer -> changed(operation, answer), operation.oneAtATime());
  }

  private static Changed changed(Operation operation, RecordAnswer answer) {
    RecordAnswer.Recorded recorded = RefusedException.unlessRecorded(answer);
    Snapshot snapshot = operation.written(recorded.revision());
    return new Changed(
        recorded.revision(),
        recorded.artifacts().stream()
            .map(id -> new ArtifactRef(snapshot, id))
            .findFirst()
            .orElse(null),
        recorded.edges().stream().map(id -> new EdgeRef(snapshot, id)).findFirst().orElse(null));
  }

  @DgsData(parentType = "QuarantinePayload")
  LineageConnection blastRadius(DataFetchingEnvironment env) {
    Changed changed = Objects.requireNonNull(env.<Changed>getSource());
    ArtifactRef start = Objects.requireNonNull(changed.artifact());
    PageRequest page = PageRequest.of(env, start.id(), limit);
    return new LineageConnection(
        start.snapshot(),
        BlastRadius.of(start.id(), start.snapshot(), Operation.of(env).budget()),
        page);
  }

  /** What became of the request; one of the two is there. */
  record Changed(long revision, @Nullable ArtifactRef artifact, @Nullable EdgeRef edge) {}
}
