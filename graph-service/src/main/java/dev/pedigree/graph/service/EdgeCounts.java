package dev.pedigree.graph.service;

import dev.pedigree.graph.artifact.ArtifactId;

/** How many edges artifacts have, at any revision that is known already. */
public interface EdgeCounts {
  /** The newest revision that can be asked about; what is asked of a later one is of this one. */
  long newestRevision();

  /**
   * How many edges from children stand at {@code revision}, whether the children do or not; more
   * than {@code atMost} are not counted. 0 for what is not recorded.
   */
  int fromChildren(ArtifactId artifact, int atMost, long revision);
}
