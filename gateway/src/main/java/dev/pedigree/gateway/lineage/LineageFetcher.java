package dev.pedigree.gateway.lineage;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsData;
import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.gateway.paging.PageRequest;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.LineageQuery;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

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
    ArtifactRef start = source(env);
    LineageFilterInput filter = LineageFilterInput.of(env);
    PageRequest page = PageRequest.ofArtifacts(env, start.id(), limits.page(), limits.idsPage());
    Operation operation = Operation.of(env);
    Snapshot snapshot =
        page.snapshot(operation::ofCursor, () -> snapshot(operation, filter, start.snapshot()));
    LineageQuery query = new LineageQuery(start.id(), direction, filter.steps(), filter.where());
    return new LineageConnection(snapshot, snapshot.lineage(query, operation.budget()), page);
  }

  private static Snapshot snapshot(
      Operation operation, LineageFilterInput filter, Snapshot inherited) {
    Long asOf = filter.asOf();
    return asOf == null ? inherited : operation.at(asOf, "filter.asOf");
  }

  /** Walks for those alone of which the batch says that there is something to find. */
  @DgsData(parentType = "Artifact")
  CompletableFuture<List<LineageEdgeView>> taintedBy(DataFetchingEnvironment env) {
    ArtifactRef start = source(env);
    PageRequest page = PageRequest.of(env, start.id(), limits.page());
    return start
        .isTainted(env)
        .thenApply(tainted -> tainted ? quarantinedAncestors(start, page, env) : List.of());
  }

  private static List<LineageEdgeView> quarantinedAncestors(
      ArtifactRef start, PageRequest page, DataFetchingEnvironment env) {
    LineageQuery query =
        new LineageQuery(
            start.id(), Direction.ANCESTORS, Steps.ALL, new ArtifactFilter.Quarantined(true));
    Snapshot snapshot = start.snapshot();
    return new LineageConnection(
            snapshot, snapshot.lineage(query, Operation.of(env).budget()), page)
        .edges();
  }

  private static ArtifactRef source(DataFetchingEnvironment env) {
    return Objects.requireNonNull(env.<ArtifactRef>getSource());
  }
}
