package dev.pedigree.gateway.edge;

import com.netflix.graphql.dgs.DgsDataLoader;
import dev.pedigree.gateway.operation.Batches;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.graph.state.EdgeState;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.dataloader.MappedBatchLoader;

/** Reads edges' states, those of one revision in one round trip. */
@DgsDataLoader(name = EdgeLoader.NAME)
final class EdgeLoader implements MappedBatchLoader<EdgeRef, EdgeState> {
  static final String NAME = "edges";

  @Override
  public CompletionStage<Map<EdgeRef, EdgeState>> load(Set<EdgeRef> refs) {
    return Batches.read(refs, EdgeRef::snapshot, EdgeRef::id, Snapshot::edges);
  }
}
