package dev.pedigree.graph.lineage;

import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.EdgeType;
import dev.pedigree.schema.Inheritance;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One breadth-first walk over a topology: a level at a time, so that an artifact is met first at
 * its smallest depth. A depth-first search with a limit and one visited set would lose artifacts
 * that are first met on a long way.
 */
final class Traversal {
  private static final int NOWHERE = -1;

  private final LineageQuery query;
  private final TopologyReader graph;
  private final EdgeTest edges;

  /** Ordinals reached, per depth from 1 on, ascending. */
  private final List<int[]> levels = new ArrayList<>();

  /** Edges walked, by the ordinal of their type. */
  private final int[] walked;

  Traversal(LineageQuery query, TopologyReader graph, TypeSystem types) {
    this.query = query;
    this.graph = graph;
    this.edges = new EdgeTest(query, graph, types);
    this.walked = new int[types.edgeTypes().size()];
  }

  List<int[]> levels() {
    return Collections.unmodifiableList(levels);
  }

  int[] walked() {
    return walked.clone();
  }

  /**
   * Walks from {@code start} as far as the query goes, or until {@code target} is met. Whether it
   * was.
   */
  boolean walk(int start, int target) {
    BitSet seen = new BitSet(graph.artifactCount());
    seen.set(start);
    IntArrayList frontier = IntArrayList.of(start);
    for (int depth = 0; depth < query.steps().maxDepthEdges() && !frontier.isEmpty(); depth++) {
      frontier = next(frontier, seen);
      if (!frontier.isEmpty()) {
        int[] level = frontier.toIntArray();
        Arrays.sort(level);
        levels.add(level);
      }
      if (target != NOWHERE && seen.get(target) && target != start) {
        return true;
      }
    }
    return false;
  }

  void walk(int start) {
    walk(start, NOWHERE);
  }

  private IntArrayList next(IntArrayList frontier, BitSet seen) {
    IntArrayList next = new IntArrayList();
    for (int i = 0; i < frontier.size(); i++) {
      int from = frontier.getInt(i);
      visit(
          from,
          query.direction(),
          (edge, type, reached) -> {
            walked[type]++;
            if (!seen.get(reached)) {
              seen.set(reached);
              next.add(reached);
            }
          });
    }
    return next;
  }

  /** The edges that the query follows from {@code artifact} in {@code direction}. */
  void visit(int artifact, Direction direction, TopologyReader.EdgeVisitor visitor) {
    TopologyReader.EdgeVisitor tested =
        (edge, type, other) -> {
          if (edges.follows(type, direction == Direction.ANCESTORS ? artifact : other)) {
            visitor.edge(edge, type, other);
          }
        };
    switch (direction) {
      case ANCESTORS -> graph.parents(artifact, tested);
      case DESCENDANTS -> graph.children(artifact, tested);
    }
  }

  /**
   * Which edges the query follows, by their type and, where a family decides what is passed on,
   * their child.
   */
  private static final class EdgeTest {
    private final TopologyReader graph;
    private final boolean[][] follows;

    EdgeTest(LineageQuery query, TopologyReader graph, TypeSystem types) {
      this.graph = graph;
      this.follows = new boolean[types.edgeTypes().size()][types.kinds().size()];
      for (EdgeType type : types.edgeTypes()) {
        for (Kind kind : types.kinds()) {
          follows[type.ordinal()][kind.ordinal()] =
              follows(query.steps().edgeTypes(), query.steps().inherits(), type, kind);
        }
      }
    }

    private static boolean follows(
        @Nullable Set<String> edgeTypes,
        @Nullable Set<Inheritance> inherits,
        EdgeType type,
        Kind child) {
      boolean typeFits = edgeTypes == null || edgeTypes.contains(type.name());
      return typeFits
          && (inherits == null || !Collections.disjoint(inherits, type.inheritedAlong(child)));
    }

    boolean follows(int type, int child) {
      return follows[type][graph.firstKind(child)];
    }
  }
}
