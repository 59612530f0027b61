package dev.pedigree.graph.lineage;

import dev.pedigree.graph.propertygraph.FilledStores;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** All graphs lie in one store: where one is asked about, the others are in the way. */
@WithLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PropertyGraphDifferentialTest extends LineageDifferential {
  private final FilledStores stores;

  PropertyGraphDifferentialTest(Endpoints endpoints) {
    stores =
        new FilledStores(
            endpoints, "property_graph_differential_test", TestGraph.TYPES, TestGraph.CLOCK);
  }

  @Override
  TestedEngine open() {
    return new TestedPropertyGraph(stores);
  }

  @Override
  int graphs() {
    return 25;
  }

  @AfterAll
  void close() {
    stores.close();
  }
}
