package dev.pedigree.graph.lineage;

class TopologyLineageTest extends LineageContract {
  @Override
  TestedEngine open() {
    return new TestedTopology(0);
  }
}
