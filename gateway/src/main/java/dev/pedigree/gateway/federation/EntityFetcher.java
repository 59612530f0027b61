package dev.pedigree.gateway.federation;

import com.netflix.graphql.dgs.DgsFederationResolver;
import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.artifact.ArtifactTypes;
import dev.pedigree.gateway.edge.EdgeRef;
import dev.pedigree.gateway.error.GraphQLErrors;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import graphql.TypeResolutionEnvironment;
import graphql.execution.DataFetcherResult;
import graphql.execution.ResultPath;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLObjectType;
import graphql.schema.TypeResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds what routers name: all of it at one revision, artifacts in memory, edges in one round trip
 * to the store. What is absent and what may not be read are both null.
 */
@Component
final class EntityFetcher implements DgsFederationResolver {
  private static final String ARGUMENT = "representations";

  private final TypeSystem types;
  private final ArtifactTypes artifactTypes;

  EntityFetcher(TypeSystem types, ArtifactTypes artifactTypes) {
    this.types = types;
    this.artifactTypes = artifactTypes;
  }

  @Override
  public DataFetcher<Object> entitiesFetcher() {
    return this::entities;
  }

  @Override
  public TypeResolver typeResolver() {
    return this::type;
  }

  private CompletableFuture<List<Object>> entities(DataFetchingEnvironment env) {
    Snapshot snapshot = Operation.of(env).snapshot(env);
    List<@Nullable Object> representations = Objects.requireNonNull(env.getArgument(ARGUMENT));
    List<CompletableFuture<Object>> entities = new ArrayList<>(representations.size());
    for (int i = 0; i < representations.size(); i++) {
      entities.add(entity(i, representations.get(i), snapshot, env).thenApply(it -> it));
    }
    return CompletableFuture.allOf(entities.toArray(CompletableFuture<?>[]::new))
        .thenApply(_ -> entities.stream().map(CompletableFuture::join).toList());
  }

  private CompletableFuture<DataFetcherResult<@Nullable Object>> entity(
      int index, @Nullable Object representation, Snapshot snapshot, DataFetchingEnvironment env) {
    try {
      return switch (Representation.read(ARGUMENT + "[" + index + "]", representation, types)) {
        case Representation.Artifact it ->
            CompletableFuture.completedFuture(artifact(snapshot, it.id(), it.kind()));
        case Representation.Named it ->
            CompletableFuture.completedFuture(
                artifact(snapshot, snapshot.named(it.name()).orElse(null), it.kind()));
        case Representation.Edge it ->
            EdgeRef.existing(snapshot, it.id(), env).thenApply(edge -> result(edge).build());
      };
    } catch (RefusedException refused) {
      ResultPath path = env.getExecutionStepInfo().getPath().segment(index);
      var nothing = result(null);
      refused
          .refusals()
          .forEach(
              it -> nothing.error(GraphQLErrors.of(it, path, env.getField().getSourceLocation())));
      return CompletableFuture.completedFuture(nothing.build());
    }
  }

  private static DataFetcherResult<@Nullable Object> artifact(
      Snapshot snapshot, @Nullable ArtifactId id, @Nullable Kind kind) {
    return result(
            id != null && isOf(kind, snapshot.kinds(id)) ? new ArtifactRef(snapshot, id) : null)
        .localContext(kind)
        .build();
  }

  /** No kinds: there is none that the caller may read. */
  private static boolean isOf(@Nullable Kind kind, List<String> kinds) {
    return kind == null ? !kinds.isEmpty() : kinds.contains(kind.name());
  }

  private static DataFetcherResult.Builder<@Nullable Object> result(@Nullable Object entity) {
    return DataFetcherResult.<@Nullable Object>newResult().data(entity);
  }

  /** What was recorded as several kinds is shown as the one that the router knows it as. */
  private GraphQLObjectType type(TypeResolutionEnvironment env) {
    String name =
        switch (env.getObject()) {
          case ArtifactRef artifact ->
              env.getLocalContext() instanceof Kind kind
                  ? kind.typeName()
                  : artifactTypes.typeName(artifact);
          default -> "Edge";
        };
    return env.getSchema().getObjectType(name);
  }
}
