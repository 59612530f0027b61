package dev.pedigree.graph.topology;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A shortest way between two artifacts, searched from both ends, a whole level of the smaller
 * frontier at a time. Source: I. Pohl, Bi-directional Search, Machine Intelligence 6, 1971.
 */
final class WaySearch {
  private static final int NONE = -1;

  private final TopologyReader graph;

  WaySearch(TopologyReader graph) {
    this.graph = graph;
  }

  /**
   * Ordinals from {@code child} up to {@code ancestor}, both included; empty if there is no way.
   */
  List<Integer> wayUp(int child, int ancestor) {
    if (child == ancestor) {
      return List.of(child);
    }
    Frontier up = new Frontier(child, true, reached -> graph.mayDescend(reached, ancestor));
    Frontier down = new Frontier(ancestor, false, reached -> graph.mayDescend(child, reached));
    while (!up.edge.isEmpty() && !down.edge.isEmpty()) {
      int meeting = up.edge.size() <= down.edge.size() ? up.advance(down) : down.advance(up);
      if (meeting != NONE) {
        return way(up, meeting, down);
      }
    }
    return List.of();
  }

  private static List<Integer> way(Frontier up, int meeting, Frontier down) {
    List<Integer> way = new ArrayList<>();
    for (int at = meeting; at != NONE; at = up.cameFrom.get(at)) {
      way.addFirst(at);
    }
    for (int at = down.cameFrom.get(meeting); at != NONE; at = down.cameFrom.get(at)) {
      way.add(at);
    }
    return way;
  }

  /** What has been reached from one end. */
  private final class Frontier {
    private final boolean upwards;
    private final IntPredicate maybeOnAWay;
    private final Int2IntOpenHashMap cameFrom = new Int2IntOpenHashMap();
    private IntArrayList edge = new IntArrayList();

    Frontier(int start, boolean upwards, IntPredicate maybeOnAWay) {
      this.upwards = upwards;
      this.maybeOnAWay = maybeOnAWay;
      cameFrom.defaultReturnValue(NONE);
      cameFrom.put(start, NONE);
      edge.add(start);
    }

    /**
     * Goes one level on. Gives an artifact that both ends have reached, on a shortest way, or NONE.
     */
    private int advance(Frontier other) {
      IntArrayList next = new IntArrayList();
      int[] meeting = {NONE};
      for (int i = 0; i < edge.size() && meeting[0] == NONE; i++) {
        int from = edge.getInt(i);
        TopologyReader.EdgeVisitor visitor =
            (link, type, reached) -> {
              if (!cameFrom.containsKey(reached) && maybeOnAWay.test(reached)) {
                cameFrom.put(reached, from);
                next.add(reached);
                if (meeting[0] == NONE && other.cameFrom.containsKey(reached)) {
                  meeting[0] = reached;
                }
              }
            };
        if (upwards) {
          graph.parents(from, visitor);
        } else {
          graph.children(from, visitor);
        }
      }
      edge = next;
      return meeting[0];
    }
  }
}
