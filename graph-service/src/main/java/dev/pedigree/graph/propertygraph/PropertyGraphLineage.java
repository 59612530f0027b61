package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.BudgetExceededException;
import dev.pedigree.graph.lineage.CommonAncestor;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.Drawing;
import dev.pedigree.graph.lineage.Lineage;
import dev.pedigree.graph.lineage.LineageEngine;
import dev.pedigree.graph.lineage.LineageQuery;
import dev.pedigree.graph.lineage.Order;
import dev.pedigree.graph.lineage.Selection;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.lineage.Truncation;
import dev.pedigree.graph.lineage.Way;
import dev.pedigree.graph.state.ArtifactStates;
import dev.pedigree.graph.state.UnappliedTail;
import dev.pedigree.schema.TypeSystem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lineage read from the stores, for graphs that outgrow memory: a whole level of a walk per round
 * trip, some thousand artifacts a second. What a question has met is in memory until it is
 * answered, so its budget bounds that too.
 *
 * <p>Which children an artifact may have is asked of the property graph, which never forgets an
 * edge; what stood at the question's revision is told by the artifacts' facts. What the stores lack
 * yet is in the tail. So an answer is of its revision, however far the projections are.
 */
public final class PropertyGraphLineage implements LineageEngine {
  private final Stores stores;
  private final TypeSystem types;
  private final LongFunction<Instant> now;
  private final Namespaces reads;

  /**
   * Reads from what others keep up.
   *
   * @param tail holds what {@code graph} or the store of {@code states} lacks
   * @param now what ages are counted from in a question at a revision
   */
  public PropertyGraphLineage(
      JanusPropertyGraph graph,
      ArtifactStates states,
      UnappliedTail tail,
      TypeSystem types,
      LongFunction<Instant> now) {
    this(new StoresAndTail(graph, states, tail), types, now);
  }

  PropertyGraphLineage(Stores stores, TypeSystem types, LongFunction<Instant> now) {
    this(stores, types, now, Namespaces.ALL);
  }

  private PropertyGraphLineage(
      Stores stores, TypeSystem types, LongFunction<Instant> now, Namespaces reads) {
    this.stores = stores;
    this.types = types;
    this.now = now;
    this.reads = reads;
  }

  @Override
  public LineageEngine seenBy(Namespaces reader) {
    return new PropertyGraphLineage(stores, types, now, reader);
  }

  private Asking ask(long revision, Budget budget) {
    Meter meter = new Meter(budget);
    return new Asking(
        new Neighbourhood(stores, revision, meter), types, meter, () -> now.apply(revision), reads);
  }

  @Override
  public Optional<Lineage> walk(LineageQuery query, long revision, Budget budget) {
    Asking asking = ask(revision, budget);
    if (!asking.isRecorded(query.start())) {
      return Optional.empty();
    }
    Walk walk = new Walk(asking, query.direction(), query.steps(), List.of(query.start()));
    @Nullable Truncation truncation = null;
    try {
      walk.finish();
    } catch (BudgetExceededException e) {
      truncation = e.truncation();
    }
    List<Node> found = List.of();
    try {
      found = asking.nodes(asking.filters().answered(query.where(), walk.reached()));
    } catch (BudgetExceededException e) {
      truncation = truncation == null ? e.truncation() : truncation;
    }
    return Optional.of(new FoundLineage(asking, found, walk, truncation));
  }

  @Override
  public Optional<Boolean> descends(
      ArtifactId child, ArtifactId ancestor, Steps steps, long revision, Budget budget) {
    Asking asking = ask(revision, budget);
    return asking.isRecorded(child) && asking.isRecorded(ancestor)
        ? Optional.of(walkUp(asking, child, ancestor, steps).hasReached(ancestor))
        : Optional.empty();
  }

  @Override
  public Optional<Way> way(
      ArtifactId child, ArtifactId ancestor, Steps steps, long revision, Budget budget) {
    Asking asking = ask(revision, budget);
    if (!asking.isRecorded(child) || !asking.isRecorded(ancestor)) {
      return Optional.empty();
    }
    Walk walk = walkUp(asking, child, ancestor, steps);
    if (!walk.hasReached(ancestor)) {
      return Optional.empty();
    }
    List<ArtifactId> artifacts = new ArrayList<>(List.of(ancestor));
    List<EdgeId> edges = new ArrayList<>();
    while (!artifacts.getFirst().equals(child)) {
      Link last = walk.arrivals(artifacts.getFirst()).getFirst();
      artifacts.addFirst(last.child());
      edges.addFirst(last.id());
    }
    return Optional.of(new Way(artifacts, edges));
  }

  /** A walk from {@code child} that ends at {@code ancestor}, if it comes there. */
  private static Walk walkUp(Asking asking, ArtifactId child, ArtifactId ancestor, Steps steps) {
    Walk walk = new Walk(asking, Direction.ANCESTORS, steps, List.of(child));
    walk.walkTo(ancestor);
    return walk;
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
    Asking asking = ask(revision, budget);
    return asking.seen(artifacts).containsAll(artifacts)
        ? new CommonAncestry(asking, steps).of(artifacts, nearestOnly, where)
        : List.of();
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
    Asking asking = ask(revision, budget);
    return new Picture(asking, asking.seen(roots), directions, steps).draw(where, maxNodes);
  }

  @Override
  public Selection select(ArtifactFilter where, Order order, long revision, Budget budget) {
    Asking asking = ask(revision, budget);
    try {
      List<ArtifactId> all = asking.standing(asking.graph().all());
      List<ArtifactId> met = List.copyOf(asking.filters().answered(where, all));
      List<ArtifactId> found = asking.meter().reach(met);
      @Nullable Truncation truncation =
          found.size() < met.size() ? asking.meter().tooMany().truncation() : null;
      List<Node> sorted = new Ordering(asking).sorted(asking.nodes(found), order);
      return new Found(asking, sorted, truncation);
    } catch (BudgetExceededException e) {
      return new Found(asking, List.of(), e.truncation());
    }
  }

  @Override
  public Set<ArtifactId> among(
      Collection<ArtifactId> artifacts, ArtifactFilter where, long revision, Budget budget) {
    Asking asking = ask(revision, budget);
    return asking.filters().answered(where, asking.standing(artifacts));
  }

  @Override
  public Map<ArtifactId, Integer> generations(
      Collection<ArtifactId> artifacts, long revision, Budget budget) {
    Asking asking = ask(revision, budget);
    List<ArtifactId> standing = asking.standing(asking.seen(artifacts));
    Walk walk = new Walk(asking, Direction.ANCESTORS, Steps.ALL, standing);
    walk.finish();
    Map<ArtifactId, Integer> generations = LongestWays.up(walk.touched(), walk.followed());
    generations.keySet().retainAll(standing);
    return generations;
  }
}
