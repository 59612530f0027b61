package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.state.ArtifactStates;
import dev.pedigree.graph.state.UnappliedTail;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Read from the stores. The property graph and the tail know which artifacts may be an artifact's
 * children, whatever the revision, as nothing is ever deleted; what stood at ours is in the
 * children's facts.
 */
final class StoredNeighbourhood implements Neighbourhood {
  private static final int ARTIFACTS_PER_READ = 1_000;

  private final JanusPropertyGraph graph;
  private final ArtifactStates states;
  private final UnappliedTail tail;
  private final long revision;
  private final Meter meter;

  /** Empty: not recorded. */
  private final Map<ArtifactId, Optional<Node>> nodes = new HashMap<>();

  /** Everything that an edge was ever recorded of, by the parent. */
  private final Map<ArtifactId, Set<ArtifactId>> children = new HashMap<>();

  StoredNeighbourhood(
      JanusPropertyGraph graph,
      ArtifactStates states,
      UnappliedTail tail,
      long revision,
      Meter meter) {
    this.graph = graph;
    this.states = states;
    this.tail = tail;
    this.revision = revision;
    this.meter = meter;
  }

  @Override
  public long revision() {
    return revision;
  }

  @Override
  public Map<ArtifactId, Node> nodes(Collection<ArtifactId> ids) {
    for (List<ArtifactId> some : portions(ids, nodes)) {
      meter.check();
      some.forEach(id -> nodes.put(id, Optional.empty()));
      states.facts(some, revision).forEach((id, facts) -> nodes.put(id, Node.of(facts)));
    }
    Map<ArtifactId, Node> asked = new LinkedHashMap<>();
    for (ArtifactId id : ids) {
      nodes.getOrDefault(id, Optional.empty()).ifPresent(node -> asked.put(id, node));
    }
    return asked;
  }

  /** What of {@code ids} is not in {@code known} yet, to be read portion by portion. */
  private static List<List<ArtifactId>> portions(
      Collection<ArtifactId> ids, Map<ArtifactId, ?> known) {
    List<ArtifactId> missing =
        ids.stream().filter(id -> !known.containsKey(id)).distinct().toList();
    List<List<ArtifactId>> portions = new ArrayList<>();
    for (int i = 0; i < missing.size(); i += ARTIFACTS_PER_READ) {
      portions.add(missing.subList(i, Math.min(missing.size(), i + ARTIFACTS_PER_READ)));
    }
    return portions;
  }

  @Override
  public Map<ArtifactId, List<Link>> steps(Collection<ArtifactId> ids, Direction direction) {
    List<ArtifactId> standing =
        nodes(ids).values().stream().filter(node -> !node.retracted()).map(Node::id).toList();
    return switch (direction) {
      case ANCESTORS -> toParents(standing);
      case DESCENDANTS -> toChildren(standing);
    };
  }

  private Map<ArtifactId, List<Link>> toParents(List<ArtifactId> ids) {
    List<Link> links = ids.stream().flatMap(id -> node(id).parents().stream()).toList();
    nodes(links.stream().map(Link::parent).toList());
    Map<ArtifactId, List<Link>> steps = new LinkedHashMap<>();
    for (Link link : links) {
      if (!node(link.parent()).retracted()) {
        steps.computeIfAbsent(link.child(), _ -> new ArrayList<>()).add(link);
      }
    }
    return steps;
  }

  private Map<ArtifactId, List<Link>> toChildren(List<ArtifactId> ids) {
    Map<ArtifactId, List<Link>> steps = new LinkedHashMap<>();
    ids.forEach(id -> steps.put(id, new ArrayList<>()));
    for (Node child : nodes(children(ids)).values()) {
      if (!child.retracted()) {
        for (Link link : child.parents()) {
          steps.computeIfPresent(link.parent(), (_, links) -> added(links, link));
        }
      }
    }
    steps.values().removeIf(List::isEmpty);
    steps.values().forEach(links -> links.sort(Comparator.comparing(Link::recorded)));
    return steps;
  }

  private static List<Link> added(List<Link> links, Link link) {
    links.add(link);
    return links;
  }

  private Set<ArtifactId> children(List<ArtifactId> ids) {
    for (List<ArtifactId> some : portions(ids, children)) {
      meter.check();
      // The tail first: what is trimmed meanwhile is in the store.
      some.forEach(id -> children.put(id, new HashSet<>(tail.children(id))));
      graph
          .children(some)
          .forEach((id, stored) -> children.getOrDefault(id, new HashSet<>()).addAll(stored));
    }
    Set<ArtifactId> all = new LinkedHashSet<>();
    ids.forEach(id -> all.addAll(children.getOrDefault(id, Set.of())));
    return all;
  }

  @Override
  public List<ArtifactId> all() {
    Set<ArtifactId> ids = new HashSet<>(tail.artifacts());
    graph.scan(
        reader ->
            reader.scan(
                text -> {
                  meter.check();
                  ArtifactId.parse(text).ifPresent(ids::add);
                }));
    return nodes(ids).values().stream()
        .sorted(Comparator.comparing(Node::recorded))
        .map(Node::id)
        .toList();
  }
}
