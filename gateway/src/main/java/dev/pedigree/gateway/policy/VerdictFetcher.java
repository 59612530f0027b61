package dev.pedigree.gateway.policy;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsData;
import com.netflix.graphql.dgs.DgsQuery;
import com.netflix.graphql.dgs.InputArgument;
import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.artifact.Ids;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.journal.ChangeRef;
import dev.pedigree.gateway.lineage.LineagePath;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.gateway.paging.Page;
import dev.pedigree.gateway.paging.PageRequest;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.policy.Verdict;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.graph.state.ArtifactState;
import graphql.schema.DataFetchingEnvironment;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks the policies, and shows what they said. */
@DgsComponent
final class VerdictFetcher {
  private final int limit;

  VerdictFetcher(GatewayProperties properties) {
    this.limit = properties.limits().page();
  }

  @DgsQuery
  VerdictView evaluate(
      @InputArgument String artifact,
      @InputArgument String stage,
      @InputArgument @Nullable Long asOf,
      DataFetchingEnvironment env) {
    Operation operation = Operation.of(env);
    Snapshot snapshot = operation.snapshot(env, asOf, "asOf");
    ArtifactId id = Ids.existing(snapshot, "artifact", artifact);
    snapshot
        .unusable(id, "artifact")
        .ifPresent(
            refusal -> {
              throw new RefusedException(List.of(refusal));
            });
    Stage wanted = Stage.valueOf(stage);
    Verdict verdict = snapshot.evaluate(id, wanted, operation.budget());
    return VerdictView.of(new ArtifactRef(snapshot, id), wanted, verdict, null);
  }

  @DgsData(parentType = "PromotionVerdict")
  CompletableFuture<Instant> at(DataFetchingEnvironment env) {
    VerdictView verdict = Objects.requireNonNull(env.<VerdictView>getSource());
    Instant known = verdict.at();
    return known != null
        ? CompletableFuture.completedFuture(known)
        : new ChangeRef(verdict.artifact().snapshot(), verdict.revision(), null)
            .load(env)
            .thenApply(Change::at);
  }

  @DgsData(parentType = "Violation")
  @Nullable LineagePath path(DataFetchingEnvironment env) {
    ViolationView view = Objects.requireNonNull(env.<ViolationView>getSource());
    ArtifactId offender = view.violation().offender();
    return offender == null || view.isHidden()
        ? null
        : view.snapshot()
            .way(view.violation().artifact(), offender, Steps.ALL, Operation.of(env).budget())
            .map(way -> LineagePath.of(view.snapshot(), way))
            .orElse(null);
  }

  @DgsData(parentType = "Artifact")
  CompletableFuture<VerdictConnection> verdicts(DataFetchingEnvironment env) {
    ArtifactRef source = Objects.requireNonNull(env.<ArtifactRef>getSource());
    Operation operation = Operation.of(env);
    PageRequest page = PageRequest.of(env, source.id(), limit);
    Snapshot snapshot = page.snapshot(operation::ofCursor, source::snapshot);
    ArtifactRef artifact = new ArtifactRef(snapshot, source.id());
    return artifact
        .state(env)
        .thenApplyAsync(
            state ->
                new VerdictConnection(
                    page.cut(
                        state.verdicts().reversed().stream()
                            .map(it -> recorded(artifact, it, operation))
                            .toList(),
                        snapshot.revision())),
            operation.oneAtATime());
  }

  private static VerdictView recorded(
      ArtifactRef artifact, ArtifactState.Verdict verdict, Operation operation) {
    return RecordedVerdict.of(artifact, verdict, operation.at(verdict.revision()));
  }

  /** A page of verdicts. */
  record VerdictConnection(Page<VerdictView> page) {
    public int totalCount() {
      return page.total();
    }

    public List<VerdictView> nodes() {
      return page.items();
    }

    public Page.PageInfo pageInfo() {
      return page.info();
    }
  }
}
