package dev.pedigree.graph.diff;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.lineage.Ancestry;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.BudgetExceededException;
import dev.pedigree.graph.lineage.Meter;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.state.ArtifactStates;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** Tells what was recorded between two revisions. */
public final class GraphDiffs {
  private final Topology topology;
  private final ArtifactStates states;
  private final TypeSystem types;
  private final ChangeReader journal;

  /** For the graph that these hold. */
  public GraphDiffs(
      Topology topology, ArtifactStates states, TypeSystem types, ChangeReader journal) {
    this.topology = topology;
    this.states = states;
    this.types = types;
    this.journal = journal;
  }

  /**
   * Of the whole graph. Both revisions are written.
   *
   * @param readsAll whether {@code readable} holds for every fact
   */
  public GraphDiff whole(
      long from, long to, boolean readsAll, Predicate<Fact> readable, Budget budget) {
    return new WholeDiff(from, to, journal, readsAll, readable, budget);
  }

  /**
   * Of {@code artifact} and all that it descended from at one of the two revisions, which are
   * written.
   *
   * @throws BudgetExceededException if the budget runs out
   */
  public GraphDiff around(
      ArtifactId artifact, long from, long to, Predicate<Fact> readable, Budget budget) {
    Meter meter = new Meter(budget);
    Set<ArtifactId> closure = new LinkedHashSet<>();
    topology.read(to, graph -> addClosure(artifact, graph, meter, closure));
    topology.read(from, graph -> addClosure(artifact, graph, meter, closure));
    return new ClosureDiff(from, to, closure, states, readable, meter);
  }

  private boolean addClosure(
      ArtifactId artifact, TopologyReader graph, Meter meter, Set<ArtifactId> closure) {
    OptionalInt start = graph.artifact(artifact);
    if (start.isPresent()) {
      closure.add(artifact);
      Ancestry ancestry =
          Ancestry.of(start.getAsInt(), Steps.ALL, graph, types, Instant.EPOCH, meter);
      for (int ancestor : ancestry.nearestFirst()) {
        closure.add(graph.artifactId(ancestor));
      }
    }
    return start.isPresent();
  }
}
