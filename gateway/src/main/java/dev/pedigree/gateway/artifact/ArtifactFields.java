package dev.pedigree.gateway.artifact;

import static java.util.Comparator.comparing;

import com.netflix.graphql.dgs.DgsCodeRegistry;
import com.netflix.graphql.dgs.DgsComponent;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.state.EdgeState;
import dev.pedigree.schema.Field;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of every kind of artifact, whichever kinds the schema in force declares: those that
 * all have, and the kind's own out of its attributes.
 */
@DgsComponent
public final class ArtifactFields {
  private static final Comparator<ArtifactState.Check> BY_NAME_THEN_VERSION =
      comparing(ArtifactState.Check::name).thenComparingInt(ArtifactState.Check::version);

  /** What is read from the state. */
  private static final Map<String, Function<ArtifactState, @Nullable Object>> STORED = stored();

  private final TypeSystem types;

  ArtifactFields(TypeSystem types) {
    this.types = types;
  }

  /** Called by DGS, once. */
  @DgsCodeRegistry
  public GraphQLCodeRegistry.Builder register(
      GraphQLCodeRegistry.Builder code, TypeDefinitionRegistry registry) {
    for (Kind kind : types.kinds()) {
      known(kind, code);
      STORED.forEach((name, value) -> add(code, kind, name, stored(value)));
      add(code, kind, "attributes", loaded((artifact, _) -> artifact.attributes()));
      add(code, kind, "checks", loaded((artifact, env) -> checks(artifact, env)));
      for (Field field : kind.fields()) {
        add(code, kind, field.name(), loaded((it, _) -> it.attributes().get(field.name())));
      }
    }
    code.dataFetcher(
        FieldCoordinates.coordinates("Quarantine", "since"),
        (DataFetcher<?>) env -> Objects.requireNonNull(env.<ArtifactState.Mark>getSource()).at());
    return code;
  }

  /** What is known without a look into the store. */
  private static void known(Kind kind, GraphQLCodeRegistry.Builder code) {
    add(code, kind, "id", env -> ref(env).id());
    add(code, kind, "kinds", env -> ref(env).snapshot().kinds(ref(env).id()));
    add(code, kind, "kind", env -> ref(env).snapshot().kinds(ref(env).id()).getFirst());
    add(code, kind, "tainted", env -> ref(env).isTainted(env));
    add(code, kind, "generation", env -> ref(env).generation(env));
  }

  private static Map<String, Function<ArtifactState, @Nullable Object>> stored() {
    Map<String, Function<ArtifactState, @Nullable Object>> fields = new LinkedHashMap<>();
    fields.put("names", ArtifactState::names);
    fields.put("namespace", state -> name(state).namespace());
    fields.put("name", state -> name(state).name());
    fields.put("version", state -> name(state).version());
    fields.put("digest", ArtifactState::digest);
    fields.put("unhashed", ArtifactState::unhashed);
    fields.put("provenance", ArtifactFields::provenance);
    fields.put("owners", ArtifactState::owners);
    fields.put("description", ArtifactState::description);
    fields.put("stage", ArtifactState::stage);
    fields.put("labels", ArtifactFields::labels);
    fields.put("quarantine", ArtifactState::quarantine);
    fields.put("retraction", ArtifactState::retraction);
    fields.put("createdAt", ArtifactState::createdAt);
    fields.put("recordedAt", ArtifactState::recordedAt);
    fields.put("recordedBy", ArtifactState::recordedBy);
    fields.put("revision", ArtifactState::revision);
    fields.put("changedAt", state -> state.changed().at());
    fields.put("changedBy", state -> state.changed().by());
    fields.put("changedRevision", state -> state.changed().revision());
    return fields;
  }

  private static ArtifactName name(ArtifactState state) {
    return state.names().getFirst();
  }

  private static List<Label> labels(ArtifactState state) {
    return state.labels();
  }

  static Provenance provenance(ArtifactState state) {
    boolean liveParents =
        state.parents().values().stream().map(EdgeState::retraction).anyMatch(Objects::isNull);
    return Provenance.of(state.provenance(), liveParents);
  }

  private static List<ArtifactState.Check> checks(
      LoadedArtifact artifact, DataFetchingEnvironment env) {
    String name = env.getArgument("name");
    return artifact.state().checks().stream()
        .filter(check -> name == null || name.equals(check.name()))
        .sorted(BY_NAME_THEN_VERSION)
        .toList();
  }

  private static void add(
      GraphQLCodeRegistry.Builder code, Kind kind, String field, DataFetcher<?> fetcher) {
    code.dataFetcher(FieldCoordinates.coordinates(kind.typeName(), field), fetcher);
  }

  private static DataFetcher<CompletableFuture<@Nullable Object>> stored(
      Function<ArtifactState, @Nullable Object> value) {
    return loaded((artifact, _) -> value.apply(artifact.state()));
  }

  private static DataFetcher<CompletableFuture<@Nullable Object>> loaded(
      BiFunction<LoadedArtifact, DataFetchingEnvironment, @Nullable Object> value) {
    return env -> ref(env).load(env).thenApply(artifact -> value.apply(artifact, env));
  }

  private static ArtifactRef ref(DataFetchingEnvironment env) {
    return Objects.requireNonNull(env.<ArtifactRef>getSource());
  }
}
