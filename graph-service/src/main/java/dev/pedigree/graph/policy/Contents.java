package dev.pedigree.graph.policy;

import dev.pedigree.graph.state.ArtifactState;

/** What the topology does not hold of artifacts. */
public interface Contents {
  /** The states of these will be asked for: it may be cheaper to get them together. */
  default void expect(int[] artifacts) {}

  /**
   * The state of an artifact, by its ordinal.
   *
   * @throws dev.pedigree.graph.cassandra.UnavailableException if its store does not answer
   */
  ArtifactState of(int artifact);
}
