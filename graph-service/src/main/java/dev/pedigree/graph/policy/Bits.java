package dev.pedigree.graph.policy;

import java.util.Arrays;
import java.util.BitSet;

/** A set of ordinals that never changes: one with a member more or less shares almost all of it. */
final class Bits {
  private static final int PAGE_WORDS = 64;
  private static final int PAGE_SHIFT = 12;

  /** The empty set. */
  static final Bits NONE = new Bits(new long[0][], 0);

  /** Pages of 4096 ordinals; what lies beyond them is not in the set. */
  private final long[][] pages;

  private final int count;

  private Bits(long[][] pages, int count) {
    this.pages = pages;
    this.count = count;
  }

  static Bits of(BitSet members) {
    long[] words = members.toLongArray();
    long[][] pages = new long[(words.length + PAGE_WORDS - 1) / PAGE_WORDS][];
    for (int page = 0; page < pages.length; page++) {
      pages[page] = Arrays.copyOfRange(words, page * PAGE_WORDS, (page + 1) * PAGE_WORDS);
    }
    return new Bits(pages, members.cardinality());
  }

  /** How many are in it. */
  int count() {
    return count;
  }

  boolean get(int ordinal) {
    int page = ordinal >>> PAGE_SHIFT;
    return page < pages.length && (pages[page][word(ordinal)] & 1L << ordinal) != 0;
  }

  private static int word(int ordinal) {
    return ordinal >>> 6 & PAGE_WORDS - 1;
  }

  /** The same set but for {@code ordinal}, which is in it or not. */
  Bits with(int ordinal, boolean member) {
    if (get(ordinal) == member) {
      return this;
    }
    int page = ordinal >>> PAGE_SHIFT;
    long[][] more = Arrays.copyOf(pages, Math.max(pages.length, page + 1));
    for (int added = pages.length; added < more.length; added++) {
      more[added] = new long[PAGE_WORDS];
    }
    more[page] = more[page].clone();
    more[page][word(ordinal)] ^= 1L << ordinal;
    return new Bits(more, count + (member ? 1 : -1));
  }

  /** Its members, ascending. */
  int[] toArray() {
    int[] members = new int[count];
    int found = 0;
    for (int page = 0; found < count; page++) {
      for (int word = 0; word < PAGE_WORDS; word++) {
        int first = page << PAGE_SHIFT | word << 6;
        for (long left = pages[page][word]; left != 0; left &= left - 1) {
          members[found++] = first + Long.numberOfTrailingZeros(left);
        }
      }
    }
    return members;
  }

  /** A copy that may be changed. */
  BitSet toBitSet() {
    long[] words = new long[pages.length * PAGE_WORDS];
    for (int page = 0; page < pages.length; page++) {
      System.arraycopy(pages[page], 0, words, page * PAGE_WORDS, PAGE_WORDS);
    }
    return BitSet.valueOf(words);
  }
}
