package dev.pedigree.graph.topology;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;

/**
 * Says which of many have a value, and where among the values it is: a bit each, and the number of
 * bits before every eighth word. Source: G. Jacobson, Space-efficient Static Trees and Graphs,
 * 1989.
 */
record RankBits(MemorySegment bits, MemorySegment ranks) {
  static final int NONE = -1;
  private static final int WORDS_PER_RANK = 8;

  static RankBits write(Sections sections, Section bits, Section ranks, BitSet set, int size) {
    long[] words = set.toLongArray();
    int count = (size + 63) / 64;
    MemorySegment bitSegment = sections.longs(bits, count);
    MemorySegment rankSegment = sections.ints(ranks, count / WORDS_PER_RANK + 1);
    int before = 0;
    for (int word = 0; word < count; word++) {
      if (word % WORDS_PER_RANK == 0) {
        rankSegment.setAtIndex(ValueLayout.JAVA_INT, word / WORDS_PER_RANK, before);
      }
      if (word < words.length) {
        bitSegment.setAtIndex(ValueLayout.JAVA_LONG, word, words[word]);
        before += Long.bitCount(words[word]);
      }
    }
    return new RankBits(bitSegment, rankSegment);
  }

  static RankBits read(Sections sections, Section bits, Section ranks) {
    return new RankBits(sections.get(bits), sections.get(ranks));
  }

  boolean has(int index) {
    return (word(index >> 6) >> index & 1) != 0;
  }

  /** The place of the value of {@code index} among all values, or {@link #NONE}. */
  int rank(int index) {
    int word = index >> 6;
    long own = word(word);
    if ((own >> index & 1) == 0) {
      return NONE;
    }
    int rank = ranks.getAtIndex(ValueLayout.JAVA_INT, word / WORDS_PER_RANK);
    for (int w = word - word % WORDS_PER_RANK; w < word; w++) {
      rank += Long.bitCount(word(w));
    }
    return rank + Long.bitCount(own & (1L << index) - 1);
  }

  /** How many have a value. */
  int count() {
    int count = 0;
    for (int word = 0; word < bits.byteSize() / Long.BYTES; word++) {
      count += Long.bitCount(word(word));
    }
    return count;
  }

  private long word(int word) {
    return bits.getAtIndex(ValueLayout.JAVA_LONG, word);
  }
}
