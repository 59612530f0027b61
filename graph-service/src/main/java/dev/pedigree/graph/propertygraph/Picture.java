package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.graph.lineage.BudgetExceededException;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.Drawing;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.lineage.Truncation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws the lineage of some artifacts, as much of it as fits. */
final class Picture {
  private final Asking asking;
  private final Set<ArtifactId> roots;
  private final Steps steps;

  /** The whole lineage, by the smallest distance from a root. */
  private final Map<ArtifactId, Integer> distances = new HashMap<>();

  private @Nullable Truncation truncation;

  Picture(Asking asking, Collection<ArtifactId> roots, Set<Direction> directions, Steps steps) {
    this.asking = asking;
    this.roots = new LinkedHashSet<>(asking.standing(roots));
    this.steps = steps;
    this.roots.forEach(root -> distances.put(root, 0));
    directions.stream().sorted().forEach(this::walk);
  }

  private void walk(Direction direction) {
    Walk walk = new Walk(asking, direction, steps, roots);
    try {
      walk.finish();
    } catch (BudgetExceededException e) {
      truncation = e.truncation();
    }
    walk.reached().forEach(id -> distances.merge(id, walk.depth(id), Math::min));
  }

  /** With the roots always, even if these are more than {@code maxNodes}. */
  Drawing draw(ArtifactFilter where, int maxNodes) {
    Set<ArtifactId> drawn = nearest(where, maxNodes);
    List<Link> drawnLinks = new ArrayList<>();
    Map<ArtifactId, Integer> hiddenParents = new HashMap<>();
    Map<ArtifactId, Integer> hiddenChildren = new HashMap<>();
    for (Link link : links()) {
      boolean childDrawn = drawn.contains(link.child());
      boolean parentDrawn = drawn.contains(link.parent());
      if (childDrawn && parentDrawn) {
        drawnLinks.add(link);
      } else if (childDrawn) {
        hiddenParents.merge(link.child(), 1, Integer::sum);
      } else if (parentDrawn) {
        hiddenChildren.merge(link.parent(), 1, Integer::sum);
      }
    }
    Map<ArtifactId, Integer> layers = LongestWays.up(drawn, drawnLinks);
    List<Drawing.Node> nodes = new ArrayList<>();
    for (ArtifactId id : drawn) {
      nodes.add(
          new Drawing.Node(
              id,
              layers.getOrDefault(id, 0),
              hiddenParents.getOrDefault(id, 0),
              hiddenChildren.getOrDefault(id, 0)));
    }
    return drawing(nodes, drawnLinks);
  }

  private Drawing drawing(List<Drawing.Node> nodes, List<Link> links) {
    Comparator<Drawing.Node> inJournal =
        Comparator.comparing(node -> asking.graph().node(node.artifact()).recorded());
    nodes.sort(Comparator.comparingInt(Drawing.Node::layer).thenComparing(inJournal));
    return new Drawing(
        nodes,
        links.stream().map(Link::id).toList(),
        nodes.isEmpty() ? 0 : nodes.getLast().layer() + 1,
        distances.size(),
        asking.graph().revision(),
        truncation);
  }

  private Set<ArtifactId> nearest(ArtifactFilter where, int maxNodes) {
    Set<ArtifactId> drawn = new LinkedHashSet<>(roots);
    List<ArtifactId> others =
        distances.keySet().stream().filter(id -> !roots.contains(id)).toList();
    try {
      asking.filters().answered(where, others).stream()
          .sorted(
              Comparator.<ArtifactId>comparingInt(id -> distances.getOrDefault(id, 0))
                  .thenComparing(asking.journalOrder()))
          .limit(Math.max(0, maxNodes - roots.size()))
          .forEach(drawn::add);
    } catch (BudgetExceededException e) {
      truncation = e.truncation();
    }
    return drawn;
  }

  /** What the steps go along within the lineage, in the order of the journal. */
  private List<Link> links() {
    return distances.keySet().stream()
        .flatMap(id -> asking.graph().node(id).parents().stream())
        .filter(link -> distances.containsKey(link.parent()))
        .filter(link -> asking.follows(steps, link))
        .sorted(Comparator.comparing(Link::recorded))
        .toList();
  }
}
