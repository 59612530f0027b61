package dev.pedigree.graph.lineage;

import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.propertygraph.StoresInMemory;

/** How the property graph's engine walks, on more graphs than its stores could take. */
class StepwiseDifferentialTest extends LineageDifferential {
  @Override
  TestedEngine open() {
    return new UnderTest(new StoresInMemory());
  }

  @Override
  int graphs() {
    return 2_000;
  }

  private record UnderTest(StoresInMemory stores) implements TestedEngine {
    @Override
    public LineageEngine engine() {
      return stores.engine(TestGraph.TYPES, TestGraph.CLOCK);
    }

    @Override
    public void apply(Change change) {
      stores.add(change);
    }

    @Override
    public long revision() {
      return stores.revision();
    }
  }
}
