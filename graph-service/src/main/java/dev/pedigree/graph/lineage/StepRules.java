package dev.pedigree.graph.lineage;

import dev.pedigree.graph.topology.EdgeChoice;
import dev.pedigree.graph.topology.Expansion;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.EdgeType;
import dev.pedigree.schema.Inheritance;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import java.util.Collections;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * {@link Steps} made ready to be taken in one view of a graph, but for their number. Conditions in
 * them are worked out once, whatever number of walks shares the rules.
 */
final class StepRules {
  private final TopologyReader graph;

  /** By type, then by the child's kind: where a family decides what is passed on, types differ. */
  private final boolean[][] follows;

  private final @Nullable Set<String> mutations;
  private final boolean everything;
  private final IntPredicate through;

  private StepRules(Steps steps, TopologyReader graph, TypeSystem types, IntPredicate through) {
    this.graph = graph;
    this.follows = new boolean[types.edgeTypes().size()][types.kinds().size()];
    boolean all = steps.mutations() == null;
    for (EdgeType type : types.edgeTypes()) {
      for (Kind kind : types.kinds()) {
        boolean fits = fits(steps.edgeTypes(), steps.inherits(), type, kind);
        follows[type.ordinal()][kind.ordinal()] = fits;
        all &= fits;
      }
    }
    this.mutations = steps.mutations();
    this.everything = all;
    this.through = through;
  }

  static StepRules of(Steps steps, View view) {
    return new StepRules(
        steps, view.graph(), view.types(), FilterTest.conducting(steps.through(), view));
  }

  /** The rules for edges alone: every artifact conducts. */
  static StepRules ofEdges(Steps steps, TopologyReader graph, TypeSystem types) {
    return new StepRules(steps, graph, types, FilterTest.Whatever.MET);
  }

  private static boolean fits(
      @Nullable Set<String> edgeTypes,
      @Nullable Set<Inheritance> inherits,
      EdgeType type,
      Kind child) {
    boolean typeFits = edgeTypes == null || edgeTypes.contains(type.name());
    return typeFits
        && (inherits == null || !Collections.disjoint(inherits, type.inheritedAlong(child)));
  }

  /** Whether a walk goes on from {@code artifact}, its start apart. */
  boolean conducts(int artifact) {
    return through.test(artifact);
  }

  /** Whether a walk goes on from every artifact. */
  boolean conductEverywhere() {
    return through == FilterTest.Whatever.MET;
  }

  /** A walk along the edges that are followed. */
  Expansion expansion(Direction direction) {
    Set<String> wanted = mutations;
    EdgeChoice choice =
        new EdgeChoice(
            follows, wanted == null ? null : kinds -> !Collections.disjoint(wanted, kinds), graph);
    return graph.expansion(choice, direction == Direction.ANCESTORS);
  }

  /** Calls {@code visitor} with the edges that are followed from {@code artifact}. */
  void visit(int artifact, Direction direction, TopologyReader.EdgeVisitor visitor) {
    switch (direction) {
      case ANCESTORS ->
          graph.parents(artifact, everything ? visitor : fromChild(artifact, visitor));
      case DESCENDANTS -> graph.children(artifact, everything ? visitor : fromParent(visitor));
    }
  }

  private TopologyReader.EdgeVisitor fromChild(int child, TopologyReader.EdgeVisitor visitor) {
    int kind = graph.firstKind(child);
    return (edge, type, parent) -> {
      if (follows[type][kind] && mutates(edge)) {
        visitor.edge(edge, type, parent);
      }
    };
  }

  private TopologyReader.EdgeVisitor fromParent(TopologyReader.EdgeVisitor visitor) {
    return (edge, type, child) -> {
      if (follows[type][graph.firstKind(child)] && mutates(edge)) {
        visitor.edge(edge, type, child);
      }
    };
  }

  private boolean mutates(int edge) {
    return mutations == null || !Collections.disjoint(mutations, graph.mutations(edge));
  }
}
