package dev.pedigree.gateway.artifact;

import com.netflix.graphql.dgs.DgsDataLoader;
import dev.pedigree.gateway.operation.Batches;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.graph.lineage.Budget;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.dataloader.BatchLoaderEnvironment;
import org.dataloader.MappedBatchLoaderWithContext;

/** Measures how deep artifacts lie, those of one revision together. */
@DgsDataLoader(name = GenerationLoader.NAME)
final class GenerationLoader implements MappedBatchLoaderWithContext<ArtifactRef, Integer> {
  static final String NAME = "generations";

  @Override
  public CompletionStage<Map<ArtifactRef, Integer>> load(
      Set<ArtifactRef> refs, BatchLoaderEnvironment environment) {
    Budget budget = Operation.of(environment).budget();
    return Batches.read(
        environment,
        refs,
        ArtifactRef::snapshot,
        ArtifactRef::id,
        (snapshot, ids) -> snapshot.generations(ids, budget));
  }
}
