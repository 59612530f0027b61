package dev.pedigree.gateway.record;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsMutation;
import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.input.InputNode;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.gateway.policy.RecordedVerdict;
import dev.pedigree.gateway.policy.VerdictView;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.policy.Verdict;
import dev.pedigree.graph.recording.PromoteRequest;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.state.ArtifactState;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Promotes. */
@DgsComponent
final class PromoteFetcher {
  @DgsMutation
  CompletableFuture<Decided> promote(DataFetchingEnvironment env) {
    Operation operation = Operation.of(env);
    PromoteRequest request = request(InputNode.input(env));
    return operation
        .graph()
        .promote(request, operation.caller())
        .thenApplyAsync(
            answer -> {
              RecordAnswer.Recorded recorded = RefusedException.unlessRecorded(answer);
              Change change = operation.graph().change(operation.caller(), recorded.revision());
              return decided(operation, request.stage(), recorded, change);
            },
            operation.oneAtATime());
  }

  private static PromoteRequest request(InputNode input) {
    return new PromoteRequest(
        input.text("requestId"),
        input.need("artifact"),
        Stage.valueOf(input.need("stage")),
        input.get("expectedRevision") instanceof Long revision ? revision : null,
        input.text("reason"));
  }

  private static Decided decided(
      Operation operation, Stage stage, RecordAnswer.Recorded answer, Change change) {
    ArtifactRef artifact =
        new ArtifactRef(operation.written(answer.revision()), answer.artifacts().getFirst());
    if (!answer.changed()) {
      return new Promoted(answer.revision(), false, artifact, asItIs(operation, artifact, stage));
    }
    VerdictView verdict =
        change.facts().stream()
            .filter(Fact.PromotionJudged.class::isInstance)
            .map(Fact.PromotionJudged.class::cast)
            .filter(fact -> fact.artifact().equals(artifact.id()))
            .findFirst()
            .map(fact -> judged(artifact, fact, change))
            .orElseGet(() -> unjudged(artifact, stage, change));
    return verdict.allowed()
        ? new Promoted(answer.revision(), true, artifact, verdict)
        : new Blocked(answer.revision(), artifact, verdict);
  }

  /** It was there already: nobody judged it, and policies may speak against it by now. */
  private static VerdictView asItIs(Operation operation, ArtifactRef artifact, Stage stage) {
    Verdict verdict = artifact.snapshot().evaluate(artifact.id(), stage, operation.budget());
    return VerdictView.of(artifact, stage, verdict, operation.caller().name());
  }

  /** No policy applies to the move. */
  private static VerdictView unjudged(ArtifactRef artifact, Stage stage, Change change) {
    return new VerdictView(
        artifact, stage, true, List.of(), 0, change.revision(), change.at(), change.by());
  }

  private static VerdictView judged(
      ArtifactRef artifact, Fact.PromotionJudged fact, Change change) {
    return RecordedVerdict.of(
        artifact,
        new ArtifactState.Verdict(
            fact.stage(),
            fact.allowed(),
            fact.violations(),
            fact.violationCount(),
            change.at(),
            change.by(),
            change.revision()),
        artifact.snapshot());
  }

  /** What became of a promotion; its name is that of its type. */
  sealed interface Decided {}

  /** It moved, or was there already. */
  record Promoted(long revision, boolean changed, ArtifactRef artifact, VerdictView verdict)
      implements Decided {}

  /** It stays. */
  record Blocked(long revision, ArtifactRef artifact, VerdictView verdict) implements Decided {}
}
