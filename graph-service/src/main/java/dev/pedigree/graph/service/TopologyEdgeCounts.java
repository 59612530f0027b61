package dev.pedigree.graph.service;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.topology.Topology;
import java.util.OptionalInt;

/** Counts in memory. */
public record TopologyEdgeCounts(Topology topology) implements EdgeCounts {
  @Override
  public long newestRevision() {
    return topology.newestRevision();
  }

  @Override
  public int fromChildren(ArtifactId artifact, int atMost, long revision) {
    return topology.read(
        revision,
        graph -> {
          OptionalInt found = graph.artifact(artifact);
          return found.isEmpty() ? 0 : graph.usesUpTo(atMost, found.getAsInt());
        });
  }
}
