package dev.pedigree.graph.lineage;

class TopologyLineageTest extends LineageContract {
  @Override
  EngineUnderTest open() {
    return new TopologyUnderTest();
  }
}
