package dev.pedigree.gateway.artifact;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsQuery;
import com.netflix.graphql.dgs.InputArgument;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import org.jspecify.annotations.Nullable;

/** Finds artifacts by id and by name. */
@DgsComponent
final class ArtifactFetcher {
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
}
