package dev.pedigree.gateway.journal;

import com.netflix.graphql.dgs.DgsCodeRegistry;
import com.netflix.graphql.dgs.DgsComponent;
import dev.pedigree.gateway.edge.EdgeRef;
import dev.pedigree.gateway.operation.Batches;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The fields of changes and facts. */
@DgsComponent
public final class ChangeFields {
  /** Called by DGS, once. */
  @DgsCodeRegistry
  public GraphQLCodeRegistry.Builder register(
      GraphQLCodeRegistry.Builder code, TypeDefinitionRegistry registry) {
    add(code, "revision", env -> ref(env).revision());
    add(
        code,
        "entryHash",
        env -> Batches.<Long, String>loader(env, EntryHashLoader.NAME).load(ref(env).revision()));
    loaded(code, "at", (_, change) -> change.at());
    loaded(code, "by", (_, change) -> change.by());
    loaded(code, "requestId", ChangeFields::requestId);
    loaded(code, "facts", ChangeFields::facts);
    loaded(code, "erased", (_, change) -> change.erased());
    code.dataFetcher(
        FieldCoordinates.coordinates("Fact", "edge"), (DataFetcher<?>) ChangeFields::edge);
    return code;
  }

  /** Clients make ids of what they record: names, say. */
  private static @Nullable String requestId(ChangeRef ref, Change change) {
    Change.Request request = change.draft().request();
    return request == null || !change.facts().stream().allMatch(ref.snapshot()::mayRead)
        ? null
        : request.id();
  }

  /** Which document said something is told to those who may read all that it says there. */
  private static boolean isTold(Fact fact, Change change, ChangeRef ref) {
    return !(fact instanceof Fact.DocumentImported)
        || change.facts().stream().allMatch(ref.snapshot()::mayRead);
  }

  /** What an erased change left behind keeps the graph in shape; it is not what the change said. */
  private static List<FactView> facts(ChangeRef ref, Change change) {
    return change.erased()
        ? List.of()
        : change.facts().stream()
            .filter(ref.shown())
            .filter(fact -> isTold(fact, change, ref))
            .map(fact -> new FactView(fact, ref.snapshot()))
            .toList();
  }

  /** Null also where the edge came later than the revision that is shown. */
  private static CompletableFuture<@Nullable EdgeRef> edge(DataFetchingEnvironment env) {
    EdgeRef edge = Objects.requireNonNull(env.<FactView>getSource()).edge();
    return edge == null
        ? CompletableFuture.completedFuture(null)
        : EdgeRef.existing(edge.snapshot(), edge.id(), env);
  }

  private static void loaded(
      GraphQLCodeRegistry.Builder code,
      String field,
      BiFunction<ChangeRef, Change, @Nullable Object> value) {
    add(
        code,
        field,
        env -> {
          ChangeRef ref = ref(env);
          return ref.load(env).thenApply(change -> value.apply(ref, change));
        });
  }

  private static void add(GraphQLCodeRegistry.Builder code, String field, DataFetcher<?> fetcher) {
    code.dataFetcher(FieldCoordinates.coordinates("Change", field), fetcher);
  }

  private static ChangeRef ref(DataFetchingEnvironment env) {
    return Objects.requireNonNull(env.<ChangeRef>getSource());
  }
}
