package dev.pedigree.graph.lineage;

import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.topology.Topology;

final class TopologyUnderTest implements EngineUnderTest {
  private final Topology topology = new Topology(TestGraph.TYPES);

  @Override
  public LineageEngine engine() {
    return new TopologyLineage(topology, TestGraph.TYPES, TestGraph.CLOCK);
  }

  @Override
  public void apply(Change change) {
    topology.apply(change);
  }

  @Override
  public long revision() {
    return topology.newestRevision();
  }
}
