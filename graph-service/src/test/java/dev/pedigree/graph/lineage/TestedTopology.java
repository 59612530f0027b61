package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import java.util.function.Function;

final class TestedTopology implements TestedEngine {
  private final Topology topology = new Topology(TestGraph.TYPES);
  private final int changesPerBase;

  /** The topology is compacted after so many changes, again and again; 0: never. */
  TestedTopology(int changesPerBase) {
    this.changesPerBase = changesPerBase;
  }

  @Override
  public LineageEngine engine() {
    return new TopologyLineage(topology, TestGraph.TYPES, TestGraph.CLOCK);
  }

  /** Reads it as it stands. */
  <T> T read(Function<TopologyReader, T> question) {
    return topology.read(revision(), question);
  }

  @Override
  public void apply(Change change) {
    topology.apply(change);
    if (changesPerBase > 0 && change.revision() % changesPerBase == 0) {
      topology.compact(new JournalHead(change.revision(), Digest.ZERO, change.at(), 0, 0));
    }
  }

  @Override
  public long revision() {
    return topology.newestRevision();
  }
}
