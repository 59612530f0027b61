package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import java.util.List;

/**
 * An ancestor of several artifacts.
 *
 * @param distancesEdges edges on the shortest way from each, in the order of the question
 */
public record CommonAncestor(ArtifactId artifact, List<Integer> distancesEdges) {
  public CommonAncestor {
    distancesEdges = List.copyOf(distancesEdges);
  }
}
