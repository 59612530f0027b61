package dev.pedigree.gateway.edge;

import com.netflix.graphql.dgs.DgsDataLoader;
import dev.pedigree.gateway.operation.Batches;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.graph.state.EdgeState;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.dataloader.BatchLoaderEnvironment;
import org.dataloader.MappedBatchLoaderWithContext;

/** Reads edges' states, those of one revision in one round trip. */
@DgsDataLoader(name = EdgeLoader.NAME)
final class EdgeLoader implements MappedBatchLoaderWithContext<EdgeRef, EdgeState> {
  static final String NAME = "edges";

  @Override
  public CompletionStage<Map<EdgeRef, EdgeState>> load(
      Set<EdgeRef> refs, BatchLoaderEnvironment environment) {
    return Batches.read(environment, refs, EdgeRef::snapshot, EdgeRef::id, Snapshot::edges);
  }
}
