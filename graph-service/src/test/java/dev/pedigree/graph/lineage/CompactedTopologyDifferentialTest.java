package dev.pedigree.graph.lineage;

/** The same when a part of the topology lies in a base, and a part does not. */
class CompactedTopologyDifferentialTest extends LineageDifferential {
  @Override
  TestedEngine open() {
    return new TestedTopology(17);
  }

  @Override
  int graphs() {
    return 500;
  }
}
