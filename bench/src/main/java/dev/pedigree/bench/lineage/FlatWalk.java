package dev.pedigree.bench.lineage;

import dev.pedigree.bench.lineage.FlatGraph.Rows;
import java.util.Arrays;

/**
 * The least that a search breadth first costs: a queue in an {@code int[]}, a bit per artifact, no
 * call for an edge. One thread.
 */
final class FlatWalk {
  /** Of edge types; types are bits of it. */
  static final long ANY = -1L;

  /** A queue of so much of the artifacts is forgotten faster by clearing all bits. */
  private static final int MOST_FORGOTTEN_ONE_BY_ONE = 64;

  private final Rows rows;
  private final long[] seen;
  private final int[] queue;
  private final int[] levelEnds;
  private int reached;
  private int levels;
  private int expanded;

  FlatWalk(Rows rows) {
    int artifacts = rows.first().length - 1;
    this.rows = rows;
    seen = new long[(artifacts >> 6) + 1];
    queue = new int[artifacts];
    levelEnds = new int[artifacts + 1];
  }

  /** Begins anew, with {@code start} as level 0. */
  void start(int start) {
    forget();
    see(start);
    queue[0] = start;
    reached = 1;
    levels = 1;
    levelEnds[0] = 1;
    expanded = 0;
  }

  private void forget() {
    if (reached > queue.length / MOST_FORGOTTEN_ONE_BY_ONE) {
      Arrays.fill(seen, 0);
    } else {
      for (int i = 0; i < reached; i++) {
        seen[queue[i] >> 6] = 0;
      }
    }
  }

  private void see(int artifact) {
    seen[artifact >> 6] |= 1L << artifact;
  }

  boolean hasSeen(int artifact) {
    return (seen[artifact >> 6] & 1L << artifact) != 0;
  }

  /** Walks to the end along edges of {@code types}. */
  void finish(long types) {
    while (frontier() > 0) {
      next(types);
    }
  }

  /** Walks the next level. */
  void next(long types) {
    int end = reached;
    reached = types == ANY ? expand(end) : expand(end, types);
    expanded = end;
    levelEnds[levels++] = reached;
  }

  private int expand(int end) {
    int[] first = rows.first();
    int[] other = rows.other();
    int tail = end;
    for (int head = expanded; head < end; head++) {
      int from = queue[head];
      for (int edge = first[from]; edge < first[from + 1]; edge++) {
        int to = other[edge];
        long bit = 1L << to;
        if ((seen[to >> 6] & bit) == 0) {
          seen[to >> 6] |= bit;
          queue[tail++] = to;
        }
      }
    }
    return tail;
  }

  private int expand(int end, long types) {
    int[] first = rows.first();
    int[] other = rows.other();
    byte[] type = rows.type();
    int tail = end;
    for (int head = expanded; head < end; head++) {
      int from = queue[head];
      for (int edge = first[from]; edge < first[from + 1]; edge++) {
        int to = other[edge];
        if ((types >> type[edge] & 1) != 0 && !hasSeen(to)) {
          see(to);
          queue[tail++] = to;
        }
      }
    }
    return tail;
  }

  /** How many the last level has. */
  int frontier() {
    return reached - expanded;
  }

  /** Whether an artifact of the last level was seen by {@code that}. */
  boolean touches(FlatWalk that) {
    for (int i = expanded; i < reached; i++) {
      if (that.hasSeen(queue[i])) {
        return true;
      }
    }
    return false;
  }

  /** How many were reached, the start included. */
  int reached() {
    return reached;
  }

  /** What was reached {@code place}th; the start is at 0. */
  int at(int place) {
    return queue[place];
  }

  /** The first {@code limit} behind the start, nearest first, ties by number. */
  int[] nearest(int limit) {
    int[] sorted = Arrays.copyOf(queue, reached);
    for (int level = 1; level < levels; level++) {
      Arrays.sort(sorted, levelEnds[level - 1], levelEnds[level]);
    }
    return Arrays.copyOfRange(sorted, 1, Math.min(reached, limit + 1));
  }
}
