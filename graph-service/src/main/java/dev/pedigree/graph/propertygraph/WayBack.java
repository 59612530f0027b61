package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.Direction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A walk against the direction of links that were followed before. */
final class WayBack {
  private final Map<ArtifactId, Set<ArtifactId>> comeFrom = new HashMap<>();
  private final Set<ArtifactId> conducting;
  private final int maxDepthEdges;

  /**
   * Over {@code links}, which were followed in {@code direction}.
   *
   * @param conducting what it goes on from
   */
  WayBack(
      Collection<Link> links, Direction direction, Set<ArtifactId> conducting, int maxDepthEdges) {
    for (Link link : links) {
      comeFrom
          .computeIfAbsent(link.end(direction), _ -> new HashSet<>())
          .add(link.start(direction));
    }
    this.conducting = conducting;
    this.maxDepthEdges = maxDepthEdges;
  }

  /** All that leads to one of {@code ends}, which may be among them. */
  Set<ArtifactId> from(Set<ArtifactId> ends) {
    Set<ArtifactId> reached = new HashSet<>();
    Collection<ArtifactId> frontier = ends;
    for (int depth = 0; depth < maxDepthEdges && !frontier.isEmpty(); depth++) {
      List<ArtifactId> next = new ArrayList<>();
      for (ArtifactId at : frontier) {
        for (ArtifactId before : comeFrom.getOrDefault(at, Set.of())) {
          if (reached.add(before) && !ends.contains(before) && conducting.contains(before)) {
            next.add(before);
          }
        }
      }
      frontier = next;
    }
    return reached;
  }
}
