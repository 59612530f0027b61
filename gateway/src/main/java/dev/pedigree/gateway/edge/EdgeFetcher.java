package dev.pedigree.gateway.edge;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsData;
import com.netflix.graphql.dgs.DgsQuery;
import com.netflix.graphql.dgs.InputArgument;
import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.artifact.Inputs;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.gateway.paging.PageRequest;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Finds edges: by id, by filter, up and down from an artifact. */
@DgsComponent
final class EdgeFetcher {
  private final int limit;

  EdgeFetcher(GatewayProperties properties) {
    this.limit = properties.limits().page();
  }

  @DgsQuery
  CompletableFuture<@Nullable EdgeRef> edge(
      @InputArgument String id, @InputArgument @Nullable Long asOf, DataFetchingEnvironment env) {
    Snapshot snapshot = Operation.of(env).snapshot(env, asOf, "asOf");
    return EdgeId.parse(id)
        .map(it -> EdgeRef.existing(snapshot, it, env))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  @DgsQuery
  EdgeConnection edges(@InputArgument @Nullable Long asOf, DataFetchingEnvironment env) {
    Operation operation = Operation.of(env);
    PageRequest page = PageRequest.of(env, "", limit);
    Snapshot snapshot =
        page.snapshot(operation::ofCursor, () -> operation.snapshot(env, asOf, "asOf"));
    Map<String, ?> where = Objects.requireNonNull(env.getArgument("where"));
    return connection(
        page,
        snapshot,
        snapshot.edges(
            EdgeFilterInput.query(where), page.offset(), page.first(), operation.budget()));
  }

  @DgsData(parentType = "Artifact")
  EdgeConnection parents(DataFetchingEnvironment env) {
    return around(env, Snapshot::parents);
  }

  @DgsData(parentType = "Artifact")
  EdgeConnection children(DataFetchingEnvironment env) {
    return around(env, Snapshot::children);
  }

  private EdgeConnection around(DataFetchingEnvironment env, Neighbours neighbours) {
    ArtifactRef artifact = Objects.requireNonNull(env.<ArtifactRef>getSource());
    PageRequest page = PageRequest.of(env, artifact.id(), limit);
    Snapshot snapshot = page.snapshot(Operation.of(env)::ofCursor, artifact::snapshot);
    Set<String> edgeTypes = Inputs.wordsIfGiven(env.getArgument("edgeTypes"));
    return connection(
        page,
        snapshot,
        neighbours.of(snapshot, artifact.id(), edgeTypes, page.offset(), page.first()));
  }

  private static EdgeConnection connection(
      PageRequest page, Snapshot snapshot, Snapshot.EdgePage edges) {
    return new EdgeConnection(
        page.page(EdgeRef.all(snapshot, edges.ids()), edges.total(), snapshot.revision()));
  }

  /** One of the two ways to go from an artifact. */
  private interface Neighbours {
    Snapshot.EdgePage of(
        Snapshot snapshot,
        ArtifactId artifact,
        @Nullable Set<String> edgeTypes,
        int offset,
        int limit);
  }
}
