package dev.pedigree.gateway.edge;

import com.netflix.graphql.dgs.DgsCodeRegistry;
import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsTypeResolver;
import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.scalar.Json;
import dev.pedigree.graph.service.NotFoundException;
import dev.pedigree.graph.state.EdgeState;
import dev.pedigree.schema.EdgeType;
import dev.pedigree.schema.Field;
import dev.pedigree.schema.Inheritance;
import dev.pedigree.schema.MutationType;
import dev.pedigree.schema.TypeSystem;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of edges and, whichever mutations the schema in force declares, of those. */
@DgsComponent
public final class EdgeFields {
  private final TypeSystem types;

  EdgeFields(TypeSystem types) {
    this.types = types;
  }

  /** Called by DGS for every mutation that an answer shows. */
  @DgsTypeResolver(name = "ArtifactMutation")
  public String typeName(Object mutation) {
    return ((MutationView) mutation).type().typeName();
  }

  /** Called by DGS, once. */
  @DgsCodeRegistry
  public GraphQLCodeRegistry.Builder register(
      GraphQLCodeRegistry.Builder code, TypeDefinitionRegistry registry) {
    edges(code);
    for (MutationType type : types.mutationTypes()) {
      mutation(code, type, "kind", it -> it.type().name());
      mutation(code, type, "flavor", it -> it.type().flavor());
      mutation(code, type, "description", MutationView::description);
      for (Field field : type.fields()) {
        mutation(code, type, field.name(), it -> it.fields().get(field.name()));
      }
    }
    return code;
  }

  private void edges(GraphQLCodeRegistry.Builder code) {
    add(code, "id", env -> ref(env).id());
    stored(code, "type", (_, edge) -> edge.type());
    stored(code, "inherits", this::inherits);
    stored(code, "child", (ref, edge) -> ArtifactRef.existing(ref.snapshot(), edge.child()));
    stored(code, "parent", (ref, edge) -> ArtifactRef.existing(ref.snapshot(), edge.parent()));
    stored(code, "weight", (_, edge) -> edge.weight());
    stored(code, "mutations", (_, edge) -> mutations(edge));
    stored(code, "attributes", (_, edge) -> Json.object(edge.attributes()));
    stored(code, "recordedAt", (_, edge) -> edge.recordedAt());
    stored(code, "recordedBy", (_, edge) -> edge.recordedBy());
    stored(code, "revision", (_, edge) -> edge.revision());
    stored(code, "retraction", (_, edge) -> edge.retraction());
  }

  private Set<Inheritance> inherits(EdgeRef ref, EdgeState edge) {
    EdgeType type = types.edgeType(edge.type()).orElseThrow();
    List<String> childKinds = ref.snapshot().kinds(edge.child());
    return childKinds.isEmpty()
        ? type.inherits()
        : type.inheritedAlong(types.kind(childKinds.getFirst()).orElseThrow());
  }

  private List<MutationView> mutations(EdgeState edge) {
    return edge.mutations().stream().map(it -> MutationView.of(it, types)).toList();
  }

  private static void stored(
      GraphQLCodeRegistry.Builder code,
      String field,
      BiFunction<EdgeRef, EdgeState, @Nullable Object> value) {
    add(
        code,
        field,
        env -> {
          EdgeRef ref = ref(env);
          return ref.load(env).thenApply(edge -> value.apply(ref, recorded(ref, edge)));
        });
  }

  private static EdgeState recorded(EdgeRef ref, @Nullable EdgeState edge) {
    if (edge == null) {
      throw new NotFoundException("edge " + ref.id() + " (expected: one that is recorded)");
    }
    return edge;
  }

  private static void add(GraphQLCodeRegistry.Builder code, String field, DataFetcher<?> fetcher) {
    code.dataFetcher(FieldCoordinates.coordinates("Edge", field), fetcher);
  }

  private static void mutation(
      GraphQLCodeRegistry.Builder code,
      MutationType type,
      String field,
      Function<MutationView, @Nullable Object> value) {
    code.dataFetcher(
        FieldCoordinates.coordinates(type.typeName(), field),
        (DataFetcher<?>) env -> value.apply(Objects.requireNonNull(env.<MutationView>getSource())));
  }

  private static EdgeRef ref(DataFetchingEnvironment env) {
    return Objects.requireNonNull(env.<EdgeRef>getSource());
  }
}
