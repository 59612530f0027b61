package dev.pedigree.graph.policy;

import java.util.Arrays;
import java.util.BitSet;

/** A set of ordinals that never changes: one with a member more or less shares almost all of it. */
final class Bits {
  private static final int PAGE_WORDS = 64;
  private static final int PAGE_SHIFT = 12;

  /** The empty set. */
  static final Bits NONE = new Bits(new long[0][]);

  /** Pages of 4096 ordinals; what lies beyond them is not in the set. */
  private final long[][] pages;

  private Bits(long[][] pages) {
    this.pages = pages;
  }

  static Bits of(BitSet members) {
    long[] words = members.toLongArray();
    long[][] pages = new long[(words.length + PAGE_WORDS - 1) / PAGE_WORDS][];
    for (int page = 0; page < pages.length; page++) {
      pages[page] = Arrays.copyOfRange(words, page * PAGE_WORDS, (page + 1) * PAGE_WORDS);
    }
    return new Bits(pages);
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
    return new Bits(more);
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
