package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.graph.lineage.CommonAncestor;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.Steps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What several artifacts descend from: a walk up from each. */
final class CommonAncestry {
  private final Asking asking;
  private final Steps steps;

  CommonAncestry(Asking asking, Steps steps) {
    this.asking = asking;
    this.steps = steps;
  }

  /** The smallest sum of distances first, ties in the order of the journal. */
  List<CommonAncestor> of(List<ArtifactId> artifacts, boolean nearestOnly, ArtifactFilter where) {
    asking.recorded(artifacts); // all at once, not one by one as the walks begin
    List<Walk> walks = new ArrayList<>();
    for (ArtifactId artifact : artifacts) {
      Walk walk = new Walk(asking, Direction.ANCESTORS, steps, List.of(artifact));
      walk.finish();
      walks.add(walk);
    }
    Set<ArtifactId> common = asking.filters().answered(where, reachedByAll(walks));
    if (nearestOnly) {
      common.removeAll(above(common));
    }
    return common.stream()
        .sorted(asking.journalOrder())
        .map(id -> new CommonAncestor(id, walks.stream().map(walk -> walk.depth(id)).toList()))
        .sorted(Comparator.comparingLong(CommonAncestry::sum))
        .toList();
  }

  private static Set<ArtifactId> reachedByAll(List<Walk> walks) {
    Set<ArtifactId> common = new LinkedHashSet<>(walks.getFirst().reached());
    walks.forEach(walk -> common.retainAll(new HashSet<>(walk.reached())));
    return common;
  }

  /** What some of {@code artifacts} descend from, however far. */
  private Set<ArtifactId> above(Collection<ArtifactId> artifacts) {
    Steps onAndOn =
        new Steps(
            steps.edgeTypes(),
            steps.inherits(),
            steps.mutations(),
            Integer.MAX_VALUE,
            steps.through());
    Walk walk = new Walk(asking, Direction.ANCESTORS, onAndOn, artifacts);
    walk.finish();
    Set<ArtifactId> above = new HashSet<>();
    walk.followed().forEach(link -> above.add(link.parent()));
    return above;
  }

  private static long sum(CommonAncestor ancestor) {
    return ancestor.distancesEdges().stream().mapToLong(Integer::longValue).sum();
  }
}
