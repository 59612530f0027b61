package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.Direction;
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
import java.util.function.Consumer;

/**
 * The graph as it stood at one revision, many artifacts a round trip. What was read once is not
 * read again. For one question, and one thread.
 *
 * <p>Reading throws {@link dev.pedigree.graph.lineage.BudgetExceededException} once the time of its
 * question is over.
 */
final class Neighbourhood {
  private static final int ARTIFACTS_PER_READ = 1_000;

  private final Stores stores;
  private final long revision;
  private final Meter meter;

  /** Empty: not recorded. */
  private final Map<ArtifactId, Optional<Node>> nodes = new HashMap<>();

  /** See {@link Stores#children}. */
  private final Map<ArtifactId, Set<ArtifactId>> children = new HashMap<>();

  Neighbourhood(Stores stores, long revision, Meter meter) {
    this.stores = stores;
    this.revision = revision;
    this.meter = meter;
  }

  long revision() {
    return revision;
  }

  /** Those of {@code ids} that are recorded, in the order of {@code ids}. */
  Map<ArtifactId, Node> nodes(Collection<ArtifactId> ids) {
    read(
        portions(ids, nodes),
        some -> {
          some.forEach(id -> nodes.put(id, Optional.empty()));
          stores.facts(some, revision).forEach((id, facts) -> nodes.put(id, Node.of(facts)));
        });
    Map<ArtifactId, Node> asked = new LinkedHashMap<>();
    for (ArtifactId id : ids) {
      nodes.getOrDefault(id, Optional.empty()).ifPresent(node -> asked.put(id, node));
    }
    return asked;
  }

  /** An artifact that is recorded. */
  Node node(ArtifactId id) {
    Node node = nodes(List.of(id)).get(id);
    if (node == null) {
      throw new IllegalArgumentException("not recorded at revision " + revision + ": " + id);
    }
    return node;
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

  /** Looks at the budget between portions; before the first, whoever asks has. */
  private void read(List<List<ArtifactId>> portions, Consumer<List<ArtifactId>> read) {
    for (int i = 0; i < portions.size(); i++) {
      if (i > 0) {
        meter.check();
      }
      read.accept(portions.get(i));
    }
  }

  /**
   * The steps in {@code direction} from each of {@code ids}, in the order of the journal: edges
   * that stand, between artifacts that do. An artifact without any is left out.
   */
  Map<ArtifactId, List<Link>> steps(Collection<ArtifactId> ids, Direction direction) {
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
    read(portions(ids, children), some -> children.putAll(stores.children(some)));
    Set<ArtifactId> all = new LinkedHashSet<>();
    ids.forEach(id -> all.addAll(children.getOrDefault(id, Set.of())));
    return all;
  }

  /** Every artifact that is recorded, in the order of the journal. */
  List<ArtifactId> all() {
    Set<ArtifactId> ids = new HashSet<>();
    stores.artifacts(
        id -> {
          meter.check();
          ids.add(id);
        });
    return nodes(ids).values().stream()
        .sorted(Comparator.comparing(Node::recorded))
        .map(Node::id)
        .toList();
  }
}
