package dev.pedigree.gateway.manifest;

import com.netflix.graphql.dgs.DgsDataLoader;
import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.operation.Batches;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.interop.manifest.Manifest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.dataloader.BatchLoaderEnvironment;
import org.dataloader.MappedBatchLoaderWithContext;

/** Makes manifests, all at the same time. */
@DgsDataLoader(name = ManifestLoader.NAME)
final class ManifestLoader implements MappedBatchLoaderWithContext<ArtifactRef, Manifest> {
  static final String NAME = "manifests";

  @Override
  public CompletionStage<Map<ArtifactRef, Manifest>> load(
      Set<ArtifactRef> refs, BatchLoaderEnvironment environment) {
    Operation operation = Operation.of(environment);
    return Batches.readEach(
        environment,
        refs,
        ref ->
            new ManifestMaker(
                    ref.snapshot(),
                    revision -> operation.graph().entryHash(operation.caller(), revision))
                .make(ref.id()));
  }
}
