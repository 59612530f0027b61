package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.state.ArtifactState;
import java.util.Collection;
import java.util.Map;

/** Looks up what a judgement needs and the topology does not keep. */
public interface StateLookup {
  /**
   * The states of artifacts that are recorded.
   *
   * @throws dev.pedigree.graph.cassandra.UnavailableException if the store does not answer
   */
  Map<ArtifactId, ArtifactState> states(Collection<ArtifactId> artifacts, long asOf);
}
