package dev.pedigree.gateway.record;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsData;
import com.netflix.graphql.dgs.DgsMutation;
import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.journal.ChangeRef;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.recording.PromoteRequest;
import dev.pedigree.graph.recording.RecordAnswer;
import graphql.schema.DataFetchingEnvironment;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Promotes. */
@DgsComponent
final class PromoteFetcher {
  @DgsMutation
  CompletableFuture<Promoted> promote(DataFetchingEnvironment env) {
    Operation operation = Operation.of(env);
    PromoteRequest request = request(RequestInput.Node.input(env));
    return operation
        .graph()
        .promote(request, operation.caller())
        .thenApplyAsync(
            answer -> promoted(operation, request.stage(), RefusedException.unlessRecorded(answer)),
            operation.oneAtATime());
  }

  private static PromoteRequest request(RequestInput.Node input) {
    return new PromoteRequest(
        input.text("requestId"),
        input.need("artifact"),
        Stage.valueOf(input.need("stage")),
        input.get("expectedRevision") instanceof Long revision ? revision : null,
        input.text("reason"));
  }

  private static Promoted promoted(Operation operation, Stage stage, RecordAnswer.Recorded answer) {
    ArtifactRef artifact =
        new ArtifactRef(operation.written(answer.revision()), answer.artifacts().getFirst());
    return new Promoted(
        answer.revision(),
        answer.changed(),
        artifact,
        new Verdict(artifact, stage, true, answer.revision(), operation.caller().name()));
  }

  @DgsData(parentType = "PromotionVerdict", field = "at")
  CompletableFuture<Instant> at(DataFetchingEnvironment env) {
    Verdict verdict = Objects.requireNonNull(env.<Verdict>getSource());
    return new ChangeRef(verdict.artifact().snapshot(), verdict.revision(), null)
        .load(env)
        .thenApply(Change::at);
  }

  /** What became of a promotion; its name is that of its type. */
  record Promoted(long revision, boolean changed, ArtifactRef artifact, Verdict verdict) {}

  /** Whether an artifact may go to a stage. */
  record Verdict(ArtifactRef artifact, Stage stage, boolean allowed, long revision, String by) {}
}
