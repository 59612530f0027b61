package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.topology.Topology;

/** The same when most of the topology lies in a base, made anew after every third change. */
class CompactedTopologyLineageTest extends LineageContract {
  private Topology topology = new Topology(TYPES);

  @Override
  LineageEngine open() {
    topology = new Topology(TYPES);
    return new TopologyLineage(topology, TYPES);
  }

  @Override
  void apply(Change change) {
    topology.apply(change);
    if (change.revision() % 3 == 0) {
      topology.compact(new JournalHead(change.revision(), Digest.ZERO, change.at(), 0, 0));
    }
  }
}
