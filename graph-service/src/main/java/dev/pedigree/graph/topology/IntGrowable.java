package dev.pedigree.graph.topology;

import java.util.Arrays;

/**
 * Numbers that one thread appends to, and takes the last from, while others read. Whoever sees a
 * size sees the numbers below it.
 */
final class IntGrowable {
  private static final int[] NONE = {};

  private volatile int[] values = NONE;
  private volatile int size;

  int size() {
    return size;
  }

  int get(int index) {
    return values[index];
  }

  void add(int value) {
    int at = size;
    if (at == values.length) {
      values = Arrays.copyOf(values, Math.max(2, at + (at >> 1)));
    }
    values[at] = value;
    size = at + 1;
  }

  void removeLast() {
    int before = size;
    size = before - 1;
  }
}
