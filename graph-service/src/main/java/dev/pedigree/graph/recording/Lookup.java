package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.policy.Contents;
import dev.pedigree.graph.policy.LoadedContents;
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
    return contents(graph).of(artifact);
  }

  Contents contents(TopologyReader graph) {
    return new LoadedContents(
        graph,
        ids -> {
          for (ArtifactId id : ids) {
            if (graph.touchedAt(graph.artifact(id).orElseThrow()) > settled) {
              throw new UnsettledException();
            }
          }
          return states.states(ids, settled);
        });
  }

  /** What is asked for is not in the journal yet. */
  static final class UnsettledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsettledException() {
      super("pending", null, false, false);
    }
  }
}
