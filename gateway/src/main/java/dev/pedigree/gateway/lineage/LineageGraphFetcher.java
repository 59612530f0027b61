package dev.pedigree.gateway.lineage;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsQuery;
import com.netflix.graphql.dgs.InputArgument;
import dev.pedigree.gateway.artifact.Ids;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws lineages. */
@DgsComponent
final class LineageGraphFetcher {
  private final int limit;

  LineageGraphFetcher(GatewayProperties properties) {
    this.limit = properties.limits().drawing();
  }

  @DgsQuery
  LineageGraphView lineageGraph(
      @InputArgument List<String> roots,
      @InputArgument String direction,
      @InputArgument @Nullable Integer maxNodes,
      DataFetchingEnvironment env) {
    if (maxNodes == null || maxNodes < 1 || maxNodes > limit) {
      throw RefusedException.invalid(
          "maxNodes", maxNodes == null ? "null" : maxNodes, "1 to " + limit);
    }
    if (roots.isEmpty() || roots.size() > maxNodes) {
      throw RefusedException.invalid(
          "roots", roots.size() + " ids", "1 to " + maxNodes + ", which is maxNodes");
    }
    LineageFilterInput filter = LineageFilterInput.of(env);
    Operation operation = Operation.of(env);
    Snapshot snapshot = operation.snapshot(env, filter.asOf(), "filter.asOf");
    return new LineageGraphView(
        snapshot,
        snapshot.draw(
            Ids.existing(snapshot, "roots", roots),
            directions(direction),
            filter.steps(),
            filter.where(),
            maxNodes,
            operation.budget()));
  }

  private static Set<Direction> directions(String direction) {
    return direction.equals("BOTH")
        ? EnumSet.allOf(Direction.class)
        : EnumSet.of(Direction.valueOf(direction));
  }
}
