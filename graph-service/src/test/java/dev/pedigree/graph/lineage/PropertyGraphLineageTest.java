package dev.pedigree.graph.lineage;

import dev.pedigree.graph.propertygraph.FilledStores;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@WithLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PropertyGraphLineageTest extends LineageContract {
  private final FilledStores stores;

  PropertyGraphLineageTest(Endpoints endpoints) {
    stores =
        new FilledStores(
            endpoints, "property_graph_lineage_test", TestGraph.TYPES, TestGraph.CLOCK);
  }

  @Override
  TestedEngine open() {
    return new TestedPropertyGraph(stores);
  }

  /** Fewer: what is recorded in the stores is in the way of whatever is selected. */
  @Override
  int hub() {
    return 500;
  }

  @AfterAll
  void close() {
    stores.close();
  }
}
