package dev.pedigree.gateway.edge;

import dev.pedigree.gateway.operation.Batches;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.graph.state.EdgeState;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An edge as it stood at a snapshot's revision. Nothing is read from the store until a field asks
 * for more than the id.
 */
public record EdgeRef(Snapshot snapshot, EdgeId id) {
  /** The edge, once it is known to be recorded at the snapshot's revision; else null. */
  public static CompletableFuture<@Nullable EdgeRef> existing(
      Snapshot snapshot, EdgeId id, DataFetchingEnvironment env) {
    EdgeRef edge = new EdgeRef(snapshot, id);
    return edge.load(env).thenApply(state -> state == null ? null : edge);
  }

  /** All {@code ids}, in their order. */
  public static List<EdgeRef> all(Snapshot snapshot, List<EdgeId> ids) {
    return ids.stream().map(id -> new EdgeRef(snapshot, id)).toList();
  }

  /**
   * Its state, read together with those of all others that the same level of the answer needs; null
   * if it is not recorded at the snapshot's revision.
   */
  CompletableFuture<@Nullable EdgeState> load(DataFetchingEnvironment env) {
    return Batches.<EdgeRef, @Nullable EdgeState>loader(env, EdgeLoader.NAME).load(this);
  }

  /** The same edge at the same revision, whichever snapshot object shows it. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EdgeRef that
        && id.equals(that.id)
        && snapshot.revision() == that.snapshot.revision();
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
