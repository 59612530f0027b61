package dev.pedigree.graph.lineage;

/** The same when most of the topology lies in a base. */
class CompactedTopologyLineageTest extends LineageContract {
  @Override
  TestedEngine open() {
    return new TestedTopology(3);
  }
}
