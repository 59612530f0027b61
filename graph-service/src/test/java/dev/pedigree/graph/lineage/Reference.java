package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.schema.Inheritance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lineage as one would write it down, with maps and loops: every depth is found by relaxing all
 * edges until nothing changes. Too simple to be wrong, and slow.
 */
final class Reference {
  private final long asOf;
  private final Instant now;

  /** In the order of the journal. */
  private final Map<ArtifactId, Known> artifacts = new LinkedHashMap<>();

  /** Standing ones, in the order of the journal. */
  private final Map<EdgeId, Fact.EdgeRecorded> edges = new LinkedHashMap<>();

  Reference(List<Change> changes, long asOf) {
    this.asOf = asOf;
    Instant time = TestGraph.NOW;
    for (Change change : changes) {
      if (change.revision() <= asOf) {
        change.facts().forEach(fact -> apply(fact, change));
        time = change.at();
      }
    }
    this.now = asOf < changes.getLast().revision() ? time : TestGraph.NOW;
  }

  private static final class Known {
    final List<String> kinds = new ArrayList<>();
    final List<ArtifactName> names = new ArrayList<>();
    final Map<String, Label> labels = new TreeMap<>();
    final Map<String, Fact.CheckRecorded> checks = new TreeMap<>();
    List<String> owners = List.of();
    Stage stage = Stage.DRAFT;
    boolean quarantined;
    boolean retracted;
    @Nullable Provenance provenance;
    @Nullable Instant createdAt;
    Instant recordedAt = Instant.EPOCH;
  }

  private void apply(Fact fact, Change change) {
    switch (fact) {
      case Fact.ArtifactRecorded f -> record(f, change.at());
      case Fact.ArtifactExtended f -> {
        if (!known(f.artifact()).kinds.contains(f.kind())) {
          known(f.artifact()).kinds.add(f.kind());
        }
        if (!known(f.artifact()).names.contains(f.name())) {
          known(f.artifact()).names.add(f.name());
        }
      }
      case Fact.ArtifactAmended f -> amend(known(f.artifact()), f);
      case Fact.ArtifactRetracted f -> known(f.artifact()).retracted = true;
      case Fact.ArtifactQuarantined f -> known(f.artifact()).quarantined = true;
      case Fact.ArtifactReleased f -> known(f.artifact()).quarantined = false;
      case Fact.StageChanged f -> known(f.artifact()).stage = f.stage();
      case Fact.CheckRecorded f -> known(f.artifact()).checks.put(f.name() + f.version(), f);
      case Fact.CheckRevoked f -> known(f.artifact()).checks.remove(f.name() + f.version());
      case Fact.EdgeRecorded f -> edges.put(f.edge(), f);
      case Fact.EdgeRetracted f -> edges.remove(f.edge());
      case Fact.SchemaPublished _,
          Fact.ErasurePerformed _,
          Fact.DocumentImported _,
          Fact.AboutPolicy _,
          Fact.PromotionJudged _ -> {}
    }
  }

  private void record(Fact.ArtifactRecorded fact, Instant at) {
    Known known = new Known();
    known.kinds.add(fact.kind());
    known.names.add(fact.name());
    fact.labels().forEach(label -> known.labels.put(label.key(), label));
    known.owners = fact.owners();
    known.provenance = fact.provenance();
    known.createdAt = fact.createdAt();
    known.recordedAt = at;
    artifacts.put(fact.artifact(), known);
  }

  private static void amend(Known known, Fact.ArtifactAmended fact) {
    fact.removedLabels().forEach(known.labels::remove);
    fact.labels().forEach(label -> known.labels.put(label.key(), label));
    known.owners = fact.owners() == null ? known.owners : fact.owners();
    known.provenance = fact.provenance() == null ? known.provenance : fact.provenance();
  }

  private Known known(ArtifactId id) {
    return Objects.requireNonNull(artifacts.get(id));
  }

  boolean isRecorded(ArtifactId id) {
    return artifacts.containsKey(id);
  }

  private boolean stands(ArtifactId id) {
    return isRecorded(id) && !known(id).retracted;
  }

  private List<Fact.EdgeRecorded> live() {
    return edges.values().stream()
        .filter(edge -> stands(edge.child()) && stands(edge.parent()))
        .toList();
  }

  private boolean follows(Fact.EdgeRecorded edge, Steps steps) {
    return (steps.edgeTypes() == null || steps.edgeTypes().contains(edge.type()))
        && (steps.inherits() == null
            || inherited(edge).stream().anyMatch(steps.inherits()::contains))
        && (steps.mutations() == null
            || edge.mutations().stream()
                .map(EdgeMutation::kind)
                .anyMatch(steps.mutations()::contains));
  }

  private Set<Inheritance> inherited(Fact.EdgeRecorded edge) {
    String kind = known(edge.child()).kinds.getFirst();
    return TestGraph.TYPES
        .edgeType(edge.type())
        .orElseThrow()
        .inheritedAlong(TestGraph.TYPES.kind(kind).orElseThrow());
  }

  /** Of all that is reached, the start left out; in the order of the journal. */
  Map<ArtifactId, Integer> depths(ArtifactId start, Direction direction, Steps steps) {
    Set<ArtifactId> through = met(steps.through());
    List<Fact.EdgeRecorded> followed = live().stream().filter(e -> follows(e, steps)).toList();
    Map<ArtifactId, Integer> depths = new HashMap<>(Map.of(start, 0));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Fact.EdgeRecorded edge : followed) {
        ArtifactId from = direction == Direction.ANCESTORS ? edge.child() : edge.parent();
        ArtifactId to = direction == Direction.ANCESTORS ? edge.parent() : edge.child();
        Integer depth = depths.get(from);
        boolean goesOn = from.equals(start) || through.contains(from);
        if (depth != null
            && goesOn
            && depth < steps.maxDepthEdges()
            && depths.getOrDefault(to, Integer.MAX_VALUE) > depth + 1) {
          depths.put(to, depth + 1);
          changed = true;
        }
      }
    }
    depths.remove(start);
    return inOrder(depths);
  }

  private Map<ArtifactId, Integer> inOrder(Map<ArtifactId, Integer> depths) {
    Map<ArtifactId, Integer> ordered = new LinkedHashMap<>();
    for (ArtifactId id : artifacts.keySet()) {
      if (depths.containsKey(id)) {
        ordered.put(id, depths.get(id));
      }
    }
    return ordered;
  }

  /** Empty if the start is not recorded. */
  Optional<List<Lineage.Hit>> walk(LineageQuery query) {
    if (!isRecorded(query.start())) {
      return Optional.empty();
    }
    Map<ArtifactId, Integer> depths = depths(query.start(), query.direction(), query.steps());
    return Optional.of(
        depths.entrySet().stream()
            .filter(entry -> meets(entry.getKey(), query.where()))
            .sorted(Map.Entry.comparingByValue())
            .map(entry -> hit(entry.getKey(), query, depths))
            .toList());
  }

  private Lineage.Hit hit(ArtifactId found, LineageQuery query, Map<ArtifactId, Integer> depths) {
    int depth = Objects.requireNonNull(depths.get(found));
    List<EdgeId> via = new ArrayList<>();
    for (Fact.EdgeRecorded edge : live()) {
      boolean up = query.direction() == Direction.ANCESTORS;
      ArtifactId from = up ? edge.child() : edge.parent();
      ArtifactId to = up ? edge.parent() : edge.child();
      boolean last =
          depth == 1
              ? from.equals(query.start())
              : Objects.equals(depths.get(from), depth - 1) && meets(from, query.steps().through());
      if (to.equals(found) && follows(edge, query.steps()) && last) {
        via.add(edge.edge());
      }
    }
    return new Lineage.Hit(found, depth, via);
  }

  /** How many of the followed edges lead on from where the walk goes on. */
  Map<String, Integer> walkedEdges(LineageQuery query) {
    Map<ArtifactId, Integer> depths = depths(query.start(), query.direction(), query.steps());
    Map<String, Integer> counts = new HashMap<>();
    for (Fact.EdgeRecorded edge : live()) {
      ArtifactId from = query.direction() == Direction.ANCESTORS ? edge.child() : edge.parent();
      int depth = depths.getOrDefault(from, Integer.MAX_VALUE);
      boolean goesOn =
          from.equals(query.start())
              || (depth < query.steps().maxDepthEdges() && meets(from, query.steps().through()));
      if (goesOn && follows(edge, query.steps())) {
        counts.merge(edge.type(), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Edges on a shortest way up; empty if there is none. */
  Optional<Integer> wayLength(ArtifactId child, ArtifactId ancestor, Steps steps) {
    return Optional.ofNullable(depths(child, Direction.ANCESTORS, steps).get(ancestor));
  }

  /** Of parallel edges that are followed. */
  Optional<EdgeId> firstEdge(ArtifactId child, ArtifactId parent, Steps steps) {
    return live().stream()
        .filter(edge -> edge.child().equals(child) && edge.parent().equals(parent))
        .filter(edge -> follows(edge, steps))
        .map(Fact.EdgeRecorded::edge)
        .findFirst();
  }

  List<CommonAncestor> commonAncestors(
      List<ArtifactId> of, boolean nearestOnly, Steps steps, ArtifactFilter where) {
    List<Map<ArtifactId, Integer>> depths =
        of.stream().map(id -> depths(id, Direction.ANCESTORS, steps)).toList();
    List<ArtifactId> common = new ArrayList<>(artifacts.keySet());
    common.removeIf(id -> depths.stream().anyMatch(each -> !each.containsKey(id)));
    common.removeIf(id -> !meets(id, where));
    Steps however =
        new Steps(
            steps.edgeTypes(),
            steps.inherits(),
            steps.mutations(),
            Integer.MAX_VALUE,
            steps.through());
    Set<ArtifactId> further = new LinkedHashSet<>();
    common.forEach(id -> further.addAll(depths(id, Direction.ANCESTORS, however).keySet()));
    return common.stream()
        .filter(id -> !nearestOnly || !further.contains(id))
        .map(
            id ->
                new CommonAncestor(
                    id, depths.stream().map(each -> each.get(id)).collect(Collectors.toList())))
        .sorted(
            Comparator.comparingInt(
                each -> each.distancesEdges().stream().mapToInt(Integer::intValue).sum()))
        .toList();
  }

  Drawing draw(
      List<ArtifactId> asked,
      Set<Direction> directions,
      Steps steps,
      ArtifactFilter where,
      int maxNodes) {
    Set<ArtifactId> roots = new LinkedHashSet<>(asked);
    roots.removeIf(root -> !stands(root));
    Map<ArtifactId, Integer> found = new HashMap<>();
    for (ArtifactId root : roots) {
      for (Direction direction : directions) {
        depths(root, direction, steps).forEach((id, depth) -> found.merge(id, depth, Math::min));
      }
    }
    roots.forEach(root -> found.put(root, 0));
    Map<ArtifactId, Integer> lineage = inOrder(found);
    Set<ArtifactId> drawn = new LinkedHashSet<>(roots);
    lineage.entrySet().stream()
        .filter(entry -> !roots.contains(entry.getKey()) && meets(entry.getKey(), where))
        .sorted(Map.Entry.comparingByValue())
        .limit(Math.max(0, maxNodes - roots.size()))
        .forEach(entry -> drawn.add(entry.getKey()));
    return drawing(drawn, lineage.keySet(), steps);
  }

  private Drawing drawing(Set<ArtifactId> drawn, Set<ArtifactId> lineage, Steps steps) {
    List<Fact.EdgeRecorded> within =
        live().stream()
            .filter(e -> follows(e, steps))
            .filter(e -> lineage.contains(e.child()) && lineage.contains(e.parent()))
            .toList();
    List<Fact.EdgeRecorded> shown =
        within.stream()
            .filter(e -> drawn.contains(e.child()) && drawn.contains(e.parent()))
            .toList();
    Map<ArtifactId, Integer> layers = longestWays(drawn, shown);
    List<Drawing.Node> nodes =
        artifacts.keySet().stream()
            .filter(drawn::contains)
            .sorted(Comparator.comparing(layers::get))
            .map(
                id ->
                    new Drawing.Node(
                        id,
                        Objects.requireNonNull(layers.get(id)),
                        (int)
                            within.stream()
                                .filter(e -> e.child().equals(id) && !drawn.contains(e.parent()))
                                .count(),
                        (int)
                            within.stream()
                                .filter(e -> e.parent().equals(id) && !drawn.contains(e.child()))
                                .count()))
            .toList();
    int count = layers.values().stream().mapToInt(layer -> layer + 1).max().orElse(0);
    List<EdgeId> ids = shown.stream().map(Fact.EdgeRecorded::edge).toList();
    return new Drawing(nodes, ids, count, lineage.size(), asOf, null);
  }

  private static Map<ArtifactId, Integer> longestWays(
      Set<ArtifactId> nodes, Collection<Fact.EdgeRecorded> edges) {
    Map<ArtifactId, Integer> longest = new HashMap<>();
    nodes.forEach(id -> longest.put(id, 0));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Fact.EdgeRecorded edge : edges) {
        int way = Objects.requireNonNull(longest.get(edge.parent())) + 1;
        if (way > Objects.requireNonNull(longest.get(edge.child()))) {
          longest.put(edge.child(), way);
          changed = true;
        }
      }
    }
    return longest;
  }

  Map<ArtifactId, Integer> generations(Collection<ArtifactId> of) {
    Map<ArtifactId, Integer> all = longestWays(artifacts.keySet(), live());
    all.keySet().removeIf(id -> !of.contains(id) || !stands(id));
    return all;
  }

  List<ArtifactId> select(ArtifactFilter where, Order order) {
    List<ArtifactId> found = new ArrayList<>(artifacts.keySet());
    found.removeIf(id -> !stands(id) || !meets(id, where));
    switch (order.field()) {
      case RECORDED -> {
        return order.descending() ? found.reversed() : found;
      }
      case CREATED -> {
        List<ArtifactId> unknown =
            found.stream().filter(id -> known(id).createdAt == null).toList();
        found.removeAll(unknown);
        sort(found, Comparator.comparing(id -> Objects.requireNonNull(known(id).createdAt)), order);
        found.addAll(unknown);
      }
      case NAME -> sort(found, Comparator.comparing(id -> name(id)), order);
      case DESCENDANTS ->
          sort(
              found,
              Comparator.comparingInt(id -> depths(id, Direction.DESCENDANTS, Steps.ALL).size()),
              order);
    }
    return found;
  }

  private String name(ArtifactId id) {
    ArtifactName name = known(id).names.getFirst();
    return name.namespace() + "\0" + name.name() + "\0" + name.version();
  }

  private static void sort(List<ArtifactId> ids, Comparator<ArtifactId> by, Order order) {
    ids.sort(order.descending() ? by.reversed() : by);
  }

  Set<ArtifactId> among(Collection<ArtifactId> ids, ArtifactFilter where) {
    Set<ArtifactId> among = new LinkedHashSet<>(ids);
    among.removeIf(id -> !stands(id) || !meets(id, where));
    return among;
  }

  private Set<ArtifactId> met(ArtifactFilter filter) {
    return artifacts.keySet().stream().filter(id -> meets(id, filter)).collect(Collectors.toSet());
  }

  boolean meets(ArtifactId id, ArtifactFilter filter) {
    Known a = known(id);
    return switch (filter) {
      case ArtifactFilter.Kinds f -> a.kinds.stream().anyMatch(f.names()::contains);
      case ArtifactFilter.Namespaces f ->
          a.names.stream().anyMatch(name -> f.names().contains(name.namespace()));
      case ArtifactFilter.Stages f -> f.stages().contains(a.stage);
      case ArtifactFilter.Owners f -> a.owners.stream().anyMatch(f.names()::contains);
      case ArtifactFilter.Base f -> f.wanted() == isBase(id);
      case ArtifactFilter.Provenances f -> f.wanted().contains(provenance(id));
      case ArtifactFilter.Quarantined f -> f.wanted() == a.quarantined;
      case ArtifactFilter.Tainted f ->
          f.wanted()
              == depths(id, Direction.ANCESTORS, Steps.ALL).keySet().stream()
                  .anyMatch(ancestor -> known(ancestor).quarantined);
      case ArtifactFilter.CreatedBefore f -> a.createdAt == null || a.createdAt.isBefore(f.time());
      case ArtifactFilter.CreatedAfter f -> a.createdAt != null && a.createdAt.isAfter(f.time());
      case ArtifactFilter.OlderThan f ->
          a.createdAt == null || a.createdAt.plus(f.age()).isBefore(now);
      case ArtifactFilter.Labelled f -> a.labels.containsValue(f.label());
      case ArtifactFilter.Checked f -> checked(a, f);
      case ArtifactFilter.DescendsFrom f ->
          anyMeets(depths(id, Direction.ANCESTORS, f.steps()).keySet(), f.where());
      case ArtifactFilter.Shapes f ->
          anyMeets(depths(id, Direction.DESCENDANTS, f.steps()).keySet(), f.where());
      case ArtifactFilter.All f -> f.of().stream().allMatch(each -> meets(id, each));
      case ArtifactFilter.Any f -> f.of().stream().anyMatch(each -> meets(id, each));
      case ArtifactFilter.Not f -> !meets(id, f.of());
    };
  }

  private boolean anyMeets(Set<ArtifactId> ids, ArtifactFilter where) {
    return ids.stream().anyMatch(id -> meets(id, where));
  }

  private boolean isBase(ArtifactId id) {
    return live().stream()
        .noneMatch(e -> e.child().equals(id) && inherited(e).contains(Inheritance.WEIGHTS));
  }

  private Provenance provenance(ArtifactId id) {
    Provenance declared = known(id).provenance;
    boolean hasParents = edges.values().stream().anyMatch(edge -> edge.child().equals(id));
    return declared != null ? declared : hasParents ? Provenance.PARTIAL : Provenance.UNKNOWN;
  }

  private static boolean checked(Known a, ArtifactFilter.Checked wanted) {
    Optional<Fact.CheckRecorded> deciding =
        a.checks.values().stream()
            .filter(check -> check.name().equals(wanted.name()))
            .filter(check -> wanted.minVersion() == null || check.version() >= wanted.minVersion())
            .max(Comparator.comparingInt(Fact.CheckRecorded::version));
    if (wanted.absent()) {
      return deciding.isEmpty();
    }
    return deciding.isPresent()
        && (wanted.outcome() == null || wanted.outcome() == deciding.get().outcome());
  }

  /** Counts of the groups of artifacts; months and depths are told by others. */
  Map<String, Integer> groups(List<ArtifactId> found, Grouping grouping) {
    Map<String, Integer> counts = new HashMap<>();
    for (ArtifactId id : found) {
      keys(id, grouping).forEach(key -> counts.merge(key, 1, Integer::sum));
    }
    return counts;
  }

  private List<String> keys(ArtifactId id, Grouping grouping) {
    Known a = known(id);
    return switch (grouping) {
      case KIND -> List.of(a.kinds.getFirst());
      case STAGE -> List.of(a.stage.name());
      case NAMESPACE -> List.of(a.names.getFirst().namespace());
      case OWNER -> a.owners;
      case PROVENANCE -> List.of(provenance(id).name());
      case RECORDED_MONTH -> List.of(a.recordedAt.toString().substring(0, 7));
      case DEPTH, EDGE_TYPE -> List.of();
    };
  }
}
