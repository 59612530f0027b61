package dev.pedigree.gateway.artifact;

import dev.pedigree.gateway.operation.Batches;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.graph.state.ArtifactState;
import graphql.schema.DataFetchingEnvironment;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An artifact as it stood at a snapshot's revision. Nothing is read from the store until a field
 * asks for more than the id and the kinds.
 */
public record ArtifactRef(Snapshot snapshot, ArtifactId id) {
  /** Null if {@code id} is not recorded at the snapshot's revision. */
  public static @Nullable ArtifactRef existing(Snapshot snapshot, ArtifactId id) {
    return snapshot.contains(id) ? new ArtifactRef(snapshot, id) : null;
  }

  /** Its state, likewise. */
  public CompletableFuture<ArtifactState> state(DataFetchingEnvironment env) {
    return load(env).thenApply(LoadedArtifact::state);
  }

  /** Its state, read together with those of all others that the same level of the answer needs. */
  CompletableFuture<LoadedArtifact> load(DataFetchingEnvironment env) {
    return Batches.<ArtifactRef, LoadedArtifact>loader(env, ArtifactLoader.NAME).load(this);
  }

  /** Whether one of its ancestors is quarantined, found out together with all others likewise. */
  public CompletableFuture<Boolean> isTainted(DataFetchingEnvironment env) {
    return Batches.<ArtifactRef, Boolean>loader(env, TaintLoader.NAME).load(this);
  }

  /** Edges on its longest way to a root, likewise; null: it is retracted. */
  CompletableFuture<@Nullable Integer> generation(DataFetchingEnvironment env) {
    return Batches.<ArtifactRef, @Nullable Integer>loader(env, GenerationLoader.NAME).load(this);
  }

  /** The same artifact at the same revision, whichever snapshot object shows it. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ArtifactRef that
        && id.equals(that.id)
        && snapshot.revision() == that.snapshot.revision();
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
