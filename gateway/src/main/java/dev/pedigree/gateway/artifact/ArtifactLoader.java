package dev.pedigree.gateway.artifact;

import com.netflix.graphql.dgs.DgsDataLoader;
import dev.pedigree.gateway.operation.Batches;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.service.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.dataloader.BatchLoaderEnvironment;
import org.dataloader.MappedBatchLoaderWithContext;

/** Reads artifacts' states, those of one revision in one round trip. */
@DgsDataLoader(name = ArtifactLoader.NAME)
final class ArtifactLoader implements MappedBatchLoaderWithContext<ArtifactRef, LoadedArtifact> {
  static final String NAME = "artifacts";

  @Override
  public CompletionStage<Map<ArtifactRef, LoadedArtifact>> load(
      Set<ArtifactRef> refs, BatchLoaderEnvironment environment) {
    return Batches.read(
        environment, refs, ArtifactRef::snapshot, ArtifactRef::id, ArtifactLoader::read);
  }

  private static Map<ArtifactId, LoadedArtifact> read(Snapshot snapshot, List<ArtifactId> ids) {
    Map<ArtifactId, LoadedArtifact> loaded = new HashMap<>();
    snapshot.artifacts(ids).forEach((id, state) -> loaded.put(id, new LoadedArtifact(state)));
    return loaded;
  }
}
