package dev.pedigree.gateway.journal;

import com.netflix.graphql.dgs.DgsDataLoader;
import dev.pedigree.gateway.operation.Batches;
import dev.pedigree.gateway.operation.Operation;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.dataloader.BatchLoaderEnvironment;
import org.dataloader.MappedBatchLoaderWithContext;

/** Reads the hashes of the entries that hold changes, all at the same time. */
@DgsDataLoader(name = EntryHashLoader.NAME)
final class EntryHashLoader implements MappedBatchLoaderWithContext<Long, String> {
  static final String NAME = "entryHashes";

  @Override
  public CompletionStage<Map<Long, String>> load(
      Set<Long> revisions, BatchLoaderEnvironment environment) {
    Operation operation = Operation.of(environment);
    return Batches.readEach(
        environment,
        revisions,
        revision -> operation.graph().entryHash(operation.caller(), revision));
  }
}
