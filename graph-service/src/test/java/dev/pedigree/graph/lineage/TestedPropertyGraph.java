package dev.pedigree.graph.lineage;

import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.propertygraph.FilledStores;

record TestedPropertyGraph(FilledStores stores) implements TestedEngine {
  @Override
  public LineageEngine engine() {
    return stores.engine();
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
