package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.BudgetExceededException;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.Steps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A walk from some artifacts, a whole level at a time, so that an artifact is met first at its
 * smallest depth.
 */
final class Walk {
  private final Asking asking;
  private final Direction direction;
  private final Steps steps;

  /** Of what was reached, the starts at 0; in the order of reaching. */
  private final Map<ArtifactId, Integer> depths = new LinkedHashMap<>();

  private final Map<ArtifactId, List<Link>> arrivals = new HashMap<>();
  private final List<Link> followed = new ArrayList<>();
  private List<ArtifactId> frontier;
  private int depth;

  /** At its start, with what is recorded of {@code starts}. */
  Walk(Asking asking, Direction direction, Steps steps, Collection<ArtifactId> starts) {
    this.asking = asking;
    this.direction = direction;
    this.steps = steps;
    this.frontier = asking.recorded(starts);
    frontier.forEach(start -> depths.put(start, 0));
  }

  /**
   * Goes on as far as it goes.
   *
   * @throws BudgetExceededException if the budget runs out; what was reached so far stands
   */
  void finish() {
    asking.meter().check();
    while (advance()) {
      asking.meter().check();
    }
  }

  /**
   * Goes on until it has reached {@code target}, or as far as it goes.
   *
   * @throws BudgetExceededException if the budget runs out before
   */
  void walkTo(ArtifactId target) {
    boolean more = true;
    while (more && !hasReached(target)) {
      asking.meter().check();
      more = advance();
    }
  }

  /**
   * Goes one level on, if there is one.
   *
   * @return false if nothing more was reached
   * @throws BudgetExceededException if only a part of the level may be reached
   */
  boolean advance() {
    if (frontier.isEmpty() || depth == steps.maxDepthEdges()) {
      return false;
    }
    Collection<ArtifactId> conducting =
        depth == 0 ? frontier : asking.filters().conducting(steps.through(), frontier);
    depth++;
    List<Link> links = links(conducting);
    followed.addAll(links);
    for (Link link : links) {
      if (!depths.containsKey(link.end(direction))) {
        arrivals.computeIfAbsent(link.end(direction), _ -> new ArrayList<>()).add(link);
      }
    }
    List<ArtifactId> level =
        links.stream()
            .map(link -> link.end(direction))
            .filter(end -> !depths.containsKey(end))
            .distinct()
            .sorted(asking.journalOrder())
            .toList();
    frontier = asking.meter().reach(level);
    frontier.forEach(reached -> depths.put(reached, depth));
    if (frontier.size() < level.size()) {
      throw asking.meter().tooMany();
    }
    return !frontier.isEmpty();
  }

  /** The links that it follows from {@code ids}, in the order of the journal. */
  private List<Link> links(Collection<ArtifactId> ids) {
    return asking.graph().steps(ids, direction).values().stream()
        .flatMap(List::stream)
        .filter(link -> asking.follows(steps, link))
        .sorted(Comparator.comparing(Link::recorded))
        .toList();
  }

  /** What was reached, nearest first, ties as in the journal; without the starts. */
  List<ArtifactId> reached() {
    return depths.keySet().stream().filter(id -> depth(id) > 0).toList();
  }

  boolean hasReached(ArtifactId id) {
    return depths.getOrDefault(id, 0) > 0;
  }

  /** Edges on the shortest way to what was reached; 0 for a start. */
  int depth(ArtifactId reached) {
    return Objects.requireNonNull(depths.get(reached));
  }

  /** All that was reached, and the starts. */
  Set<ArtifactId> touched() {
    return Collections.unmodifiableSet(depths.keySet());
  }

  /** The last links of the shortest ways to what was reached, in the order of the journal. */
  List<Link> arrivals(ArtifactId reached) {
    return arrivals.getOrDefault(reached, List.of());
  }

  /** All links that it went along, also to where it had been. */
  List<Link> followed() {
    return Collections.unmodifiableList(followed);
  }
}
