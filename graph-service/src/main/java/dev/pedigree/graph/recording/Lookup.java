package dev.pedigree.graph.recording;

import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.topology.TopologyReader;

/** Stored states for one judgement: only of artifacts of which nothing is pending. */
final class Lookup {
  private final StateLookup states;
  private final long settled;

  Lookup(StateLookup states, long settled) {
    this.states = states;
    this.settled = settled;
  }

  ArtifactState state(TopologyReader graph, int artifact) {
    if (graph.touchedAt(artifact) > settled) {
      throw new UnsettledException();
    }
    return states.state(graph.artifactId(artifact), settled);
  }

  /** What is asked for is not in the journal yet. */
  static final class UnsettledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsettledException() {
      super("pending", null, false, false);
    }
  }
}
