package dev.pedigree.graph.lineage;

import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.propertygraph.FilledStores;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@WithLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PropertyGraphLineageTest extends LineageContract {
  private static final int CHANGES_PER_BATCH = 5;

  private final FilledStores stores;

  PropertyGraphLineageTest(Endpoints endpoints) {
    stores = new FilledStores(endpoints, "property_graph_lineage_test");
  }

  @Override
  LineageEngine open() {
    return stores.open(TYPES, _ -> Instant.EPOCH);
  }

  @Override
  void apply(Change change) {
    stores.add(change, CHANGES_PER_BATCH);
  }

  @AfterAll
  void close() {
    stores.close();
  }
}
