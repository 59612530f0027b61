package dev.pedigree.graph.lineage;

import java.util.Arrays;

/** Sorts distinct ordinals, many of them in time that follows their number. */
final class AscendingSort {
  private final int ordinals;
  private long[] bits = new long[0];

  /** Makes one for ordinals below {@code ordinals}. */
  AscendingSort(int ordinals) {
    this.ordinals = ordinals;
  }

  /** Sorts {@code array} from {@code from} to before {@code to}. */
  void sort(int[] array, int from, int to) {
    if (to - from < ordinals >>> 9 || to - from < 64) {
      Arrays.sort(array, from, to);
    } else {
      throughBits(array, from, to);
    }
  }

  private void throughBits(int[] array, int from, int to) {
    if (bits.length == 0) {
      bits = new long[(ordinals >>> 6) + 1];
    }
    for (int i = from; i < to; i++) {
      bits[array[i] >>> 6] |= 1L << array[i];
    }
    int next = from;
    for (int word = 0; word < bits.length; word++) {
      for (long left = bits[word]; left != 0; left &= left - 1) {
        array[next++] = (word << 6) + Long.numberOfTrailingZeros(left);
      }
      bits[word] = 0;
    }
  }
}
