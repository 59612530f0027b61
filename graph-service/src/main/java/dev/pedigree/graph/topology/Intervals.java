package dev.pedigree.graph.topology;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.lang.foreign.MemorySegment;
import java.util.Random;

/**
 * Two intervals per artifact that tell of most pairs, without a walk, that one does not descend
 * from the other: of a descendant the interval of a depth-first search upwards encloses that of its
 * ancestor, and the one of a search downwards lies within it. Source: H. Yildirim, V. Chaoji and M.
 * J. Zaki, GRAIL: Scalable Reachability Index for Large Graphs, PVLDB 3(1), 2010.
 *
 * <p>They are of all edges that were ever recorded, so what they rule out was never so.
 */
record Intervals(MemorySegment bounds) {
  private static final int PER_ARTIFACT = 4;
  private static final int DOWN = 2;

  static Intervals read(Sections sections) {
    return new Intervals(sections.get(Section.INTERVALS));
  }

  /** Whether {@code below} may descend from {@code above}. */
  boolean mayDescend(int below, int above) {
    if (bounds.byteSize() == 0) {
      return true;
    }
    long of = (long) below * PER_ARTIFACT;
    long from = (long) above * PER_ARTIFACT;
    return at(of) <= at(from)
        && at(from + 1) <= at(of + 1)
        && at(from + DOWN) <= at(of + DOWN)
        && at(of + DOWN + 1) <= at(from + DOWN + 1);
  }

  private int at(long index) {
    return bounds.getAtIndex(JAVA_INT, index);
  }

  /** Writes those of a base whose edges are written; none if its edges ever went in a circle. */
  static void write(Sections sections, int artifacts) {
    int[] bounds = new int[PER_ARTIFACT * artifacts];
    MemorySegment upAt = sections.get(Section.UP_AT);
    MemorySegment upTo = sections.get(Section.UP_TO);
    MemorySegment downAt = sections.get(Section.DOWN_AT);
    MemorySegment downTo = sections.get(Section.DOWN_TO);
    boolean acyclic =
        new Search(upAt, upTo, downAt, bounds, 0, artifacts).run()
            && new Search(downAt, downTo, upAt, bounds, DOWN, artifacts).run();
    MemorySegment written = sections.ints(Section.INTERVALS, acyclic ? bounds.length : 0);
    if (acyclic) {
      MemorySegment.copy(bounds, 0, written, JAVA_INT, 0, bounds.length);
    }
  }

  /** One depth-first search, from its sources and along their edges in random order. */
  private static final class Search {
    private static final long SEED = 1;
    private static final int UNSEEN = 0;
    private static final int OPEN = Integer.MAX_VALUE;

    private final MemorySegment at;
    private final MemorySegment to;
    private final MemorySegment against;

    /** Low and rank of each artifact, from {@code place} on. */
    private final int[] bounds;

    private final int place;
    private final int artifacts;
    private final Random random = new Random(SEED);
    private final int[] stack;

    /** Per place on the stack: how many edges are done, and which was the first. */
    private final int[] done;

    private final int[] first;
    private int depth;
    private int rank = UNSEEN;

    Search(
        MemorySegment at,
        MemorySegment to,
        MemorySegment against,
        int[] bounds,
        int place,
        int artifacts) {
      this.at = at;
      this.to = to;
      this.against = against;
      this.bounds = bounds;
      this.place = place;
      this.artifacts = artifacts;
      this.stack = new int[artifacts];
      this.done = new int[artifacts];
      this.first = new int[artifacts];
    }

    /** False: there is a circle. */
    boolean run() {
      int[] sources = new int[artifacts];
      int count = 0;
      for (int artifact = 0; artifact < artifacts; artifact++) {
        if (degree(against, artifact) == 0) {
          sources[count++] = artifact;
        }
      }
      IntArrays.shuffle(sources, 0, count, random);
      for (int i = 0; i < count; i++) {
        if (!from(sources[i])) {
          return false;
        }
      }
      return rank == artifacts;
    }

    private boolean from(int source) {
      open(source);
      while (depth > 0) {
        int artifact = stack[depth - 1];
        int degree = degree(at, artifact);
        if (done[depth - 1] == degree) {
          close(artifact);
          continue;
        }
        int edge = (first[depth - 1] + done[depth - 1]++) % degree;
        int next =
            to.getAtIndex(JAVA_INT, at.getAtIndex(JAVA_INT, artifact) + (long) edge)
                & ~Base.WAS_RETRACTED;
        if (rankOf(next) == UNSEEN) {
          open(next);
        } else if (rankOf(next) == OPEN) {
          return false;
        } else {
          lower(artifact, low(next));
        }
      }
      return true;
    }

    private void open(int artifact) {
      int degree = degree(at, artifact);
      stack[depth] = artifact;
      done[depth] = 0;
      first[depth++] = degree == 0 ? 0 : random.nextInt(degree);
      bounds[index(artifact)] = OPEN;
      bounds[index(artifact) + 1] = OPEN;
    }

    private void close(int artifact) {
      depth--;
      bounds[index(artifact) + 1] = ++rank;
      lower(artifact, rank);
      if (depth > 0) {
        lower(stack[depth - 1], low(artifact));
      }
    }

    private void lower(int artifact, int to) {
      int index = index(artifact);
      bounds[index] = Math.min(bounds[index], to);
    }

    private int index(int artifact) {
      return PER_ARTIFACT * artifact + place;
    }

    private int low(int artifact) {
      return bounds[index(artifact)];
    }

    private int rankOf(int artifact) {
      return bounds[index(artifact) + 1];
    }

    private static int degree(MemorySegment at, int artifact) {
      return at.getAtIndex(JAVA_INT, artifact + 1L) - at.getAtIndex(JAVA_INT, artifact);
    }
  }
}
