package dev.pedigree.graph.lineage;

class TopologyDifferentialTest extends LineageDifferential {
  @Override
  EngineUnderTest open() {
    return new TopologyUnderTest();
  }

  @Override
  int graphs() {
    return 3_000;
  }
}
