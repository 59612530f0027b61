package dev.pedigree.gateway.journal;

import dev.pedigree.gateway.operation.Batches;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A change by its revision.
 *
 * @param snapshot at which the artifacts and edges that it tells of are shown
 * @param known null: not read yet
 * @param shown which of its facts are shown
 */
public record ChangeRef(
    Snapshot snapshot, long revision, @Nullable Change known, Predicate<Fact> shown) {
  /** With all its facts. */
  public ChangeRef(Snapshot snapshot, long revision, @Nullable Change known) {
    this(snapshot, revision, known, _ -> true);
  }

  /** The change, read together with all others that the same level of the answer needs. */
  public CompletableFuture<Change> load(DataFetchingEnvironment env) {
    return known != null
        ? CompletableFuture.completedFuture(known)
        : Batches.<Long, Change>loader(env, ChangeLoader.NAME).load(revision);
  }
}
