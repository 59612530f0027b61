package dev.pedigree.gateway.lineage;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsQuery;
import com.netflix.graphql.dgs.InputArgument;
import dev.pedigree.gateway.artifact.Ids;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what several artifacts descend from. */
@DgsComponent
final class CommonAncestorFetcher {
  private final int limit;

  CommonAncestorFetcher(GatewayProperties properties) {
    this.limit = properties.limits().commonAncestorsOf();
  }

  @DgsQuery
  List<CommonAncestorView> commonAncestors(
      @InputArgument List<String> of,
      @InputArgument @Nullable Boolean nearestOnly,
      DataFetchingEnvironment env) {
    if (of.isEmpty() || of.size() > limit) {
      throw RefusedException.invalid("of", of.size() + " ids", "1 to " + limit);
    }
    LineageFilterInput filter = LineageFilterInput.of(env);
    Operation operation = Operation.of(env);
    Snapshot snapshot = operation.snapshot(env, filter.asOf(), "filter.asOf");
    List<ArtifactId> artifacts = Ids.existing(snapshot, "of", of);
    return CommonAncestorView.all(
        snapshot,
        snapshot.commonAncestors(
            artifacts,
            nearestOnly == null || nearestOnly,
            filter.steps(),
            filter.where(),
            operation.budget()));
  }
}
