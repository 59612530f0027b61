package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.state.ArtifactState;

/** Looks up what a judgement needs and the topology does not keep. */
public interface StateLookup {
  /**
   * The state of an artifact that is recorded.
   *
   * @throws dev.pedigree.graph.cassandra.UnavailableException if the store does not answer
   */
  ArtifactState state(ArtifactId artifact, long asOf);
}
