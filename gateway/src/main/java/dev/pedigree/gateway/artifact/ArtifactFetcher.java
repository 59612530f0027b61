package dev.pedigree.gateway.artifact;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsQuery;
import com.netflix.graphql.dgs.InputArgument;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.gateway.paging.PageRequest;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.graph.lineage.Order;
import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import org.jspecify.annotations.Nullable;

/** Finds artifacts by id, by name, and by what they are. */
@DgsComponent
final class ArtifactFetcher {
  private final GatewayProperties.Limits limits;

  ArtifactFetcher(GatewayProperties properties) {
    this.limits = properties.limits();
  }

  @DgsQuery
  @Nullable ArtifactRef artifact(
      @InputArgument String id, @InputArgument @Nullable Long asOf, DataFetchingEnvironment env) {
    Snapshot snapshot = Operation.of(env).snapshot(env, asOf, "asOf");
    return ArtifactRef.existing(snapshot, Ids.parse("id", id));
  }

  @DgsQuery
  @Nullable ArtifactRef artifactByName(
      @InputArgument String namespace,
      @InputArgument String name,
      @InputArgument @Nullable String version,
      @InputArgument @Nullable Long asOf,
      DataFetchingEnvironment env) {
    Snapshot snapshot = Operation.of(env).snapshot(env, asOf, "asOf");
    return snapshot
        .resolve(new ArtifactName(namespace, name, version))
        .map(id -> new ArtifactRef(snapshot, id))
        .orElse(null);
  }

  @DgsQuery
  ArtifactConnection artifacts(@InputArgument @Nullable Long asOf, DataFetchingEnvironment env) {
    Operation operation = Operation.of(env);
    PageRequest page = PageRequest.ofArtifacts(env, "", limits.page(), limits.idsPage());
    ArtifactFilter where = ArtifactFilterInput.filter(env.getArgument("where"), "where");
    Order order = ArtifactOrderInput.order(env.getArgument("orderBy"));
    Snapshot snapshot =
        page.snapshot(operation::ofCursor, () -> operation.snapshot(env, asOf, "asOf"));
    return new ArtifactConnection(
        snapshot, snapshot.select(where, order, operation.budget()), page);
  }
}
