package dev.pedigree.gateway.journal;

import com.netflix.graphql.dgs.DgsDataLoader;
import dev.pedigree.gateway.operation.Batches;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.graph.journal.Change;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.dataloader.BatchLoaderEnvironment;
import org.dataloader.MappedBatchLoaderWithContext;

/** Reads changes, all at the same time. */
@DgsDataLoader(name = ChangeLoader.NAME)
final class ChangeLoader implements MappedBatchLoaderWithContext<Long, Change> {
  static final String NAME = "changes";

  @Override
  public CompletionStage<Map<Long, Change>> load(
      Set<Long> revisions, BatchLoaderEnvironment environment) {
    Operation operation = Operation.of(environment);
    return Batches.readEach(
        environment, revisions, revision -> operation.graph().change(operation.caller(), revision));
  }
}
