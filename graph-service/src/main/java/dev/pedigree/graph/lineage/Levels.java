package dev.pedigree.graph.lineage;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;

/** Ordinals of artifacts by their depth from 1 on, those of one depth ascending. */
final class Levels {
  private final int[] artifacts;
  private final int[] ends;

  /**
   * Takes over both arrays.
   *
   * @param ends how many of {@code artifacts} lie within each depth, from 0 on
   */
  Levels(int[] artifacts, int[] ends) {
    this.artifacts = artifacts;
    this.ends = ends;
  }

  int[] artifacts() {
    return artifacts;
  }

  int maxDepth() {
    return ends.length - 1;
  }

  /** Position of the first artifact of {@code depth}. */
  int from(int depth) {
    return ends[depth - 1];
  }

  /** Position after the last artifact of {@code depth}. */
  int to(int depth) {
    return ends[depth];
  }

  /** None beyond the last. */
  int[] at(int depth) {
    return depth <= maxDepth() ? Arrays.copyOfRange(artifacts, from(depth), to(depth)) : new int[0];
  }

  int countAt(int depth) {
    return to(depth) - from(depth);
  }

  /** The depth of the artifact at {@code position}. */
  int depthOf(int position) {
    int low = 1;
    int high = maxDepth();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ends[middle] > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  boolean contains(int depth, int artifact) {
    return depth >= 1
        && depth <= maxDepth()
        && Arrays.binarySearch(artifacts, from(depth), to(depth), artifact) >= 0;
  }

  /** Gathers what is kept of levels, artifact by artifact, in their order. */
  static final class Builder {
    private final IntArrayList artifacts = new IntArrayList();
    private final IntArrayList ends = IntArrayList.of(0);

    void add(int artifact) {
      artifacts.add(artifact);
    }

    /** All artifacts of one more depth were added. */
    void endDepth() {
      ends.add(artifacts.size());
    }

    Levels build() {
      return new Levels(artifacts.toIntArray(), ends.toIntArray());
    }
  }
}
