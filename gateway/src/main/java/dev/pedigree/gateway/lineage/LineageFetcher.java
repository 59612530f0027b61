package dev.pedigree.gateway.lineage;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsData;
import com.netflix.graphql.dgs.DgsQuery;
import com.netflix.graphql.dgs.InputArgument;
import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.artifact.Ids;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.gateway.paging.PageRequest;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import java.util.Objects;

/** Walks up and down from an artifact. */
@DgsComponent
final class LineageFetcher {
  private final GatewayProperties.Limits limits;

  LineageFetcher(GatewayProperties properties) {
    this.limits = properties.limits();
  }

  @DgsData(parentType = "Artifact")
  LineageConnection ancestors(DataFetchingEnvironment env) {
    return walk(env, Direction.ANCESTORS);
  }

  @DgsData(parentType = "Artifact")
  LineageConnection descendants(DataFetchingEnvironment env) {
    return walk(env, Direction.DESCENDANTS);
  }

  private LineageConnection walk(DataFetchingEnvironment env, Direction direction) {
    ArtifactRef start = Objects.requireNonNull(env.<ArtifactRef>getSource());
    LineageFilterInput filter = LineageFilterInput.of(env);
    PageRequest page = page(env, start.id());
    Operation operation = Operation.of(env);
    Snapshot snapshot =
        page.snapshot(operation::at, () -> snapshot(operation, filter, start.snapshot()));
    return new LineageConnection(
        snapshot, snapshot.lineage(filter.query(start.id(), direction), Budget.UNLIMITED), page);
  }

  private static Snapshot snapshot(
      Operation operation, LineageFilterInput filter, Snapshot inherited) {
    Long asOf = filter.asOf();
    return asOf == null ? inherited : operation.at(asOf, "filter.asOf");
  }

  private PageRequest page(DataFetchingEnvironment env, ArtifactId start) {
    boolean idsOnly =
        !env.getSelectionSet().contains("nodes") && !env.getSelectionSet().contains("edges");
    return PageRequest.of(
        env,
        start,
        idsOnly ? limits.idsPage() : limits.page(),
        "1 to %d, or to %d where ids is selected without edges and nodes"
            .formatted(limits.page(), limits.idsPage()));
  }

  @DgsQuery
  boolean descendsFrom(
      @InputArgument String child, @InputArgument String ancestor, DataFetchingEnvironment env) {
    LineageFilterInput filter = LineageFilterInput.of(env);
    Snapshot snapshot = Operation.of(env).snapshot(env, filter.asOf(), "filter.asOf");
    ArtifactId from = Ids.existing(snapshot, "child", child);
    ArtifactId to = Ids.existing(snapshot, "ancestor", ancestor);
    return snapshot.descends(
        from, to, filter.query(from, Direction.ANCESTORS).steps(), Budget.UNLIMITED);
  }
}
