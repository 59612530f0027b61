package dev.pedigree.graph.lineage;

class TopologyDifferentialTest extends LineageDifferential {
  @Override
  TestedEngine open() {
    return new TestedTopology(0);
  }

  @Override
  int graphs() {
    return 3_000;
  }
}
