package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import it.unimi.dsi.fastutil.ints.IntList;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Lineage answered from memory. */
public final class TopologyLineage implements LineageEngine {
  private final Topology topology;
  private final TypeSystem types;
  private final Clock clock;
  private final Namespaces reads;

  /**
   * Makes an engine.
   *
   * @param clock what ages count from, at the newest revision
   */
  public TopologyLineage(Topology topology, TypeSystem types, Clock clock) {
    this(topology, types, clock, Namespaces.ALL);
  }

  private TopologyLineage(Topology topology, TypeSystem types, Clock clock, Namespaces reads) {
    this.topology = topology;
    this.types = types;
    this.clock = clock;
    this.reads = reads;
  }

  @Override
  public LineageEngine seenBy(Namespaces reader) {
    return new TopologyLineage(topology, types, clock, reader);
  }

  private <T> T ask(long revision, Budget budget, Function<View, T> question) {
    Meter meter = new Meter(budget);
    return topology.read(
        revision,
        graph ->
            question.apply(
                new View(graph, types, FilterTest.now(topology, graph, clock), meter, reads)));
  }

  @Override
  public Optional<Lineage> walk(LineageQuery query, long revision, Budget budget) {
    return ask(
        revision,
        budget,
        view -> {
          OptionalInt start = view.sight().find(query.start());
          return start.isEmpty()
              ? Optional.<Lineage>empty()
              : Optional.of(new Walking(query, view).from(start.getAsInt(), topology));
        });
  }

  @Override
  public Optional<Boolean> descends(
      ArtifactId child, ArtifactId ancestor, Steps steps, long revision, Budget budget) {
    return ask(
        revision,
        budget,
        view -> {
          OptionalInt below = view.sight().find(child);
          OptionalInt above = view.sight().find(ancestor);
          return below.isEmpty() || above.isEmpty()
              ? Optional.<Boolean>empty()
              : Optional.of(new Descent(view, steps).leads(below.getAsInt(), above.getAsInt()));
        });
  }

  @Override
  public Optional<Way> way(
      ArtifactId child, ArtifactId ancestor, Steps steps, long revision, Budget budget) {
    return ask(
        revision,
        budget,
        view ->
            search(child, ancestor, steps, view)
                .filter(edges -> !edges.isEmpty())
                .map(edges -> way(edges, view.graph())));
  }

  private static Optional<IntList> search(
      ArtifactId child, ArtifactId ancestor, Steps steps, View view) {
    OptionalInt below = view.sight().find(child);
    OptionalInt above = view.sight().find(ancestor);
    return below.isEmpty() || above.isEmpty()
        ? Optional.empty()
        : Optional.of(new WaySearch(view, steps).way(below.getAsInt(), above.getAsInt()));
  }

  private static Way way(IntList edges, TopologyReader graph) {
    List<ArtifactId> artifacts = new ArrayList<>(edges.size() + 1);
    artifacts.add(graph.artifactId(graph.child(edges.getInt(0))));
    edges.forEach(edge -> artifacts.add(graph.artifactId(graph.parent(edge))));
    return new Way(artifacts, edges.intStream().mapToObj(graph::edgeId).toList());
  }

  @Override
  public List<CommonAncestor> commonAncestors(
      List<ArtifactId> artifacts,
      boolean nearestOnly,
      Steps steps,
      ArtifactFilter where,
      long revision,
      Budget budget) {
    if (artifacts.isEmpty()) {
      throw new IllegalArgumentException("artifacts: none (expected: 1 or more)");
    }
    return ask(
        revision,
        budget,
        view -> {
          int[] ordinals = recorded(artifacts, view).toArray();
          return ordinals.length < artifacts.size()
              ? List.of()
              : new CommonAncestors(view, steps).of(ordinals, nearestOnly, where);
        });
  }

  @Override
  public Drawing draw(
      List<ArtifactId> roots,
      Set<Direction> directions,
      Steps steps,
      ArtifactFilter where,
      int maxNodes,
      long revision,
      Budget budget) {
    if (maxNodes < 1) {
      throw new IllegalArgumentException("maxNodes: " + maxNodes + " (expected: 1 or more)");
    }
    return ask(
        revision,
        budget,
        view -> {
          int[] standing = Arrays.stream(standing(roots, view)).distinct().sorted().toArray();
          return new DrawingMaker(view, steps).draw(standing, directions, where, maxNodes);
        });
  }

  @Override
  public Selection select(ArtifactFilter where, Order order, long revision, Budget budget) {
    return ask(revision, budget, view -> new Selecting(view).select(where, order, topology));
  }

  @Override
  public Set<ArtifactId> among(
      Collection<ArtifactId> artifacts, ArtifactFilter where, long revision, Budget budget) {
    return ask(
        revision,
        budget,
        view -> {
          IntPredicate meets = FilterTest.answered(where, view);
          Set<ArtifactId> among = new LinkedHashSet<>();
          for (int artifact : standing(artifacts, view)) {
            if (meets.test(artifact)) {
              among.add(view.graph().artifactId(artifact));
            }
          }
          return among;
        });
  }

  @Override
  public Map<ArtifactId, Integer> generations(
      Collection<ArtifactId> artifacts, long revision, Budget budget) {
    return ask(
        revision,
        budget,
        view -> {
          Generations generations = new Generations(view);
          Map<ArtifactId, Integer> all = new LinkedHashMap<>();
          for (int artifact : standing(artifacts, view)) {
            all.put(view.graph().artifactId(artifact), generations.of(artifact));
          }
          return all;
        });
  }

  /** Those that are recorded, seen and not retracted. */
  private static int[] standing(Collection<ArtifactId> artifacts, View view) {
    return recorded(artifacts, view)
        .filter(artifact -> !view.graph().retracted(artifact))
        .toArray();
  }

  private static IntStream recorded(Collection<ArtifactId> artifacts, View view) {
    return artifacts.stream().map(view.sight()::find).flatMapToInt(OptionalInt::stream);
  }
}
