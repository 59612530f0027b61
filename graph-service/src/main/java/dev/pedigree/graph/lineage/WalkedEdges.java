package dev.pedigree.graph.lineage;

import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The edges that a walk took, found again when somebody asks for them. */
final class WalkedEdges {
  private final LineageQuery query;
  private final TypeSystem types;
  private final Namespaces reads;
  private final int start;
  private final Levels reached;
  private final BitSet deadEnds;

  WalkedEdges(LineageQuery query, View view, int start, Levels reached, BitSet deadEnds) {
    this.query = query;
    this.types = view.types();
    this.reads = view.reads();
    this.start = start;
    this.reached = reached;
    this.deadEnds = deadEnds;
  }

  /**
   * How many there are with an end that is seen, by the ordinal of their type. After a walk that
   * was cut short, those between what it reached.
   */
  int[] byType(TopologyReader graph) {
    int[] counts = new int[types.edgeTypes().size()];
    StepRules rules = StepRules.ofEdges(query.steps(), graph, types);
    Sight sight = new Sight(graph, reads);
    BitSet ends = new BitSet();
    ends.set(start);
    for (int artifact : reached.artifacts()) {
      ends.set(artifact);
    }
    TopologyReader.EdgeVisitor count =
        (edge, type, other) -> {
          if (ends.get(other) && sight.seesEndOf(edge)) {
            counts[type]++;
          }
        };
    rules.visit(start, query.direction(), count);
    for (int depth = 1; depth <= reached.maxDepth(); depth++) {
      for (int i = reached.from(depth); i < reached.to(depth) && goesOn(depth); i++) {
        int artifact = reached.artifacts()[i];
        if (!deadEnds.get(artifact)) {
          rules.visit(artifact, query.direction(), count);
        }
      }
    }
    return counts;
  }

  private boolean goesOn(int depth) {
    return depth < query.steps().maxDepthEdges();
  }

  /**
   * Looks for the last edges to some artifacts. They are always looked for among the edges to
   * parents, which are few where those from children can be a million.
   *
   * @param artifacts reached at {@code depth}, ascending
   * @return of each of them, in any order
   */
  List<IntArrayList> lastTo(int[] artifacts, int depth, TopologyReader graph) {
    List<IntArrayList> edges = new ArrayList<>(artifacts.length);
    for (int i = 0; i < artifacts.length; i++) {
      edges.add(new IntArrayList(1));
    }
    StepRules rules = StepRules.ofEdges(query.steps(), graph, types);
    switch (query.direction()) {
      case ANCESTORS -> fromBefore(artifacts, depth, rules, edges);
      case DESCENDANTS -> backwards(artifacts, depth, rules, edges);
    }
    return edges;
  }

  private void fromBefore(int[] artifacts, int depth, StepRules rules, List<IntArrayList> edges) {
    TopologyReader.EdgeVisitor gather =
        (edge, type, parent) -> {
          int found = Arrays.binarySearch(artifacts, parent);
          if (found >= 0) {
            edges.get(found).add(edge);
          }
        };
    if (depth == 1) {
      rules.visit(start, Direction.ANCESTORS, gather);
      return;
    }
    for (int i = reached.from(depth - 1); i < reached.to(depth - 1); i++) {
      int child = reached.artifacts()[i];
      if (!deadEnds.get(child)) {
        rules.visit(child, Direction.ANCESTORS, gather);
      }
    }
  }

  private void backwards(int[] artifacts, int depth, StepRules rules, List<IntArrayList> edges) {
    for (int i = 0; i < artifacts.length; i++) {
      IntArrayList last = edges.get(i);
      rules.visit(
          artifacts[i],
          Direction.ANCESTORS,
          (edge, type, parent) -> {
            if (wentOnFrom(parent, depth - 1)) {
              last.add(edge);
            }
          });
    }
  }

  private boolean wentOnFrom(int artifact, int depth) {
    return depth == 0
        ? artifact == start
        : reached.contains(depth, artifact) && !deadEnds.get(artifact);
  }
}
