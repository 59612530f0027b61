package dev.pedigree.gateway.node;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsQuery;
import com.netflix.graphql.dgs.DgsTypeResolver;
import com.netflix.graphql.dgs.InputArgument;
import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.artifact.ArtifactTypes;
import dev.pedigree.gateway.edge.EdgeRef;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Finds whatever has an id. */
@DgsComponent
public final class NodeFetcher {
  private final ArtifactTypes types;

  NodeFetcher(ArtifactTypes types) {
    this.types = types;
  }

  /** Called by DGS for every node that an answer shows. */
  @DgsTypeResolver(name = "Node")
  public String typeName(Object node) {
    return node instanceof ArtifactRef artifact ? types.kind(artifact).typeName() : "Edge";
  }

  @DgsQuery
  CompletableFuture<@Nullable Object> node(
      @InputArgument String id, @InputArgument @Nullable Long asOf, DataFetchingEnvironment env) {
    Snapshot snapshot = Operation.of(env).snapshot(env, asOf, "asOf");
    Optional<Digest> digest = Digest.parse(id);
    if (digest.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    ArtifactRef artifact = ArtifactRef.existing(snapshot, new ArtifactId(digest.get()));
    if (artifact != null) {
      return CompletableFuture.completedFuture(artifact);
    }
    return EdgeRef.existing(snapshot, new EdgeId(digest.get()), env).thenApply(edge -> edge);
  }
}
