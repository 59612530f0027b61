package dev.pedigree.gateway.artifact;

import com.netflix.graphql.dgs.DgsDataLoader;
import dev.pedigree.gateway.operation.Batches;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.service.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.dataloader.BatchLoaderEnvironment;
import org.dataloader.MappedBatchLoaderWithContext;

/** Tells which artifacts have a quarantined ancestor, those of one revision in one walk. */
@DgsDataLoader(name = TaintLoader.NAME)
final class TaintLoader implements MappedBatchLoaderWithContext<ArtifactRef, Boolean> {
  static final String NAME = "tainted";

  @Override
  public CompletionStage<Map<ArtifactRef, Boolean>> load(
      Set<ArtifactRef> refs, BatchLoaderEnvironment environment) {
    Budget budget = Operation.of(environment).budget();
    return Batches.read(
        environment,
        refs,
        ArtifactRef::snapshot,
        ArtifactRef::id,
        (snapshot, ids) -> tainted(snapshot, ids, budget));
  }

  private static Map<ArtifactId, Boolean> tainted(
      Snapshot snapshot, List<ArtifactId> ids, Budget budget) {
    Set<ArtifactId> tainted = snapshot.among(ids, new ArtifactFilter.Tainted(true), budget);
    Map<ArtifactId, Boolean> answers = new HashMap<>();
    ids.forEach(id -> answers.put(id, tainted.contains(id)));
    return answers;
  }
}
