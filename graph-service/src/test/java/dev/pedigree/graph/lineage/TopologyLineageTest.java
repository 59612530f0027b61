package dev.pedigree.graph.lineage;

import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.topology.Topology;
import java.time.Clock;

class TopologyLineageTest extends LineageContract {
  private Topology topology = new Topology(TYPES);

  @Override
  LineageEngine open() {
    topology = new Topology(TYPES);
    return new TopologyLineage(topology, TYPES, Clock.systemUTC());
  }

  @Override
  void apply(Change change) {
    topology.apply(change);
  }
}
