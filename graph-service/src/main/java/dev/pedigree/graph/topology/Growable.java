package dev.pedigree.graph.topology;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A list that one thread appends to, and takes the last from, while others read. Whoever sees a
 * size sees the elements below it.
 */
final class Growable<T> {
  private static final int SHIFT = 10;
  private static final int CHUNK = 1 << SHIFT;

  private volatile @Nullable Object[][] chunks = new Object[4][];
  private volatile int size;

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // Only add puts elements in.
  T get(int index) {
    return (T) chunks[index >> SHIFT][index & CHUNK - 1];
  }

  void add(T element) {
    int at = size;
    int chunk = at >> SHIFT;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * chunk);
    }
    if ((at & CHUNK - 1) == 0) {
      chunks[chunk] = new Object[CHUNK];
    }
    chunks[chunk][at & CHUNK - 1] = element;
    size = at + 1;
  }

  void removeLast() {
    int before = size;
    size = before - 1;
  }
}
