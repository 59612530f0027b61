package dev.pedigree.graph.lineage;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;

/** How far an artifact is from some of its ancestors. */
final class Distances {
  private static final int NONE = -1;

  /** Ascending. */
  private final int[] ancestors;

  private final int[] edges;

  /** Where each of the ancestors is; shared by those who have the same. */
  private final Int2IntOpenHashMap positions;

  private Distances(int[] ancestors, int[] edges, Int2IntOpenHashMap positions) {
    this.ancestors = ancestors;
    this.edges = edges;
    this.positions = positions;
  }

  /** To all of a walk. */
  static Distances of(Levels walk) {
    int[] ancestors = walk.artifacts().clone();
    Arrays.sort(ancestors);
    Int2IntOpenHashMap positions = positions(ancestors);
    return new Distances(ancestors, edges(walk, positions), positions);
  }

  /** Those of the walk, to what is among these ancestors too. */
  Distances common(Levels walk) {
    int[] found = edges(walk, positions);
    IntArrayList common = new IntArrayList(found.length);
    IntArrayList distances = new IntArrayList(found.length);
    for (int i = 0; i < found.length; i++) {
      if (found[i] > 0) {
        common.add(ancestors[i]);
        distances.add(found[i]);
      }
    }
    if (common.size() == ancestors.length) {
      return new Distances(ancestors, found, positions);
    }
    int[] fewer = common.toIntArray();
    return new Distances(fewer, distances.toIntArray(), positions(fewer));
  }

  private static Int2IntOpenHashMap positions(int[] ancestors) {
    Int2IntOpenHashMap positions = new Int2IntOpenHashMap(ancestors.length);
    positions.defaultReturnValue(NONE);
    for (int i = 0; i < ancestors.length; i++) {
      positions.put(ancestors[i], i);
    }
    return positions;
  }

  /** By position; 0 for what the walk does not reach. */
  private static int[] edges(Levels walk, Int2IntOpenHashMap positions) {
    int[] edges = new int[positions.size()];
    for (int depth = 1; depth <= walk.maxDepth(); depth++) {
      for (int i = walk.from(depth); i < walk.to(depth); i++) {
        int position = positions.get(walk.artifacts()[i]);
        if (position != NONE) {
          edges[position] = depth;
        }
      }
    }
    return edges;
  }

  boolean isEmpty() {
    return ancestors.length == 0;
  }

  int[] ancestors() {
    return ancestors.clone();
  }

  /** Edges to one of the ancestors. */
  int to(int ancestor) {
    return edges[positions.get(ancestor)];
  }
}
