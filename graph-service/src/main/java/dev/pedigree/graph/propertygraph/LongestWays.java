package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many edges the longest way up from an artifact has, within a part of the graph. */
final class LongestWays {
  private LongestWays() {}

  /**
   * By the artifact; 0 for those without a parent.
   *
   * @param links between {@code artifacts}, without cycles
   */
  static Map<ArtifactId, Integer> up(Collection<ArtifactId> artifacts, Collection<Link> links) {
    Map<ArtifactId, Integer> parentsLeft = new HashMap<>();
    Map<ArtifactId, List<ArtifactId>> children = new HashMap<>();
    for (Link link : links) {
      parentsLeft.merge(link.child(), 1, Integer::sum);
      children.computeIfAbsent(link.parent(), _ -> new ArrayList<>()).add(link.child());
    }
    Map<ArtifactId, Integer> longest = new HashMap<>();
    Deque<ArtifactId> settled = new ArrayDeque<>();
    for (ArtifactId artifact : artifacts) {
      longest.put(artifact, 0);
      if (!parentsLeft.containsKey(artifact)) {
        settled.add(artifact);
      }
    }
    while (!settled.isEmpty()) {
      ArtifactId parent = settled.remove();
      int below = longest.getOrDefault(parent, 0) + 1;
      for (ArtifactId child : children.getOrDefault(parent, List.of())) {
        longest.merge(child, below, Math::max);
        if (parentsLeft.merge(child, -1, Integer::sum) == 0) {
          settled.add(child);
        }
      }
    }
    return longest;
  }
}
