package dev.pedigree.graph.topology;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/**
 * Finds numbers by the hash of what they stand for: open addressing in a table that is four fifths
 * full. The hash's upper bits choose the place (D. Lemire, Fast Random Integer Generation in an
 * Interval, 2019).
 */
record HashIndex(MemorySegment table) {
  static final int NONE = -1;

  /** An index of the numbers below {@code count}. */
  static HashIndex write(Sections sections, Section section, int count, IntToLongFunction hash) {
    HashIndex index = empty(sections, section, count);
    for (int number = 0; number < count; number++) {
      index.put(number, hash.applyAsLong(number));
    }
    return index;
  }

  /** An index with room for {@code count} numbers. */
  static HashIndex empty(Sections sections, Section section, int count) {
    return new HashIndex(sections.ints(section, count + count / 4 + 2L));
  }

  static HashIndex read(Sections sections, Section section) {
    return new HashIndex(sections.get(section));
  }

  /** Takes in {@code number}; only while the index is made. */
  void put(int number, long hash) {
    long slot = first(hash);
    while (at(slot) != 0) {
      slot = next(slot);
    }
    table.setAtIndex(ValueLayout.JAVA_INT, slot, number + 1);
  }

  /**
   * Takes in {@code number} in the place of one that {@code same} holds for, which it gives; {@link
   * #NONE}: there is none.
   */
  int replace(int number, long hash, IntPredicate same) {
    long slot = first(hash);
    while (at(slot) != 0 && !same.test(at(slot) - 1)) {
      slot = next(slot);
    }
    int before = at(slot) - 1;
    table.setAtIndex(ValueLayout.JAVA_INT, slot, number + 1);
    return before;
  }

  /** All numbers, in no order. */
  void forEach(IntConsumer seen) {
    for (long slot = 0; slot < slots(); slot++) {
      if (at(slot) != 0) {
        seen.accept(at(slot) - 1);
      }
    }
  }

  /** The first number with about this hash that {@code wanted} holds for, or {@link #NONE}. */
  int find(long hash, IntPredicate wanted) {
    for (long slot = first(hash); at(slot) != 0; slot = next(slot)) {
      if (wanted.test(at(slot) - 1)) {
        return at(slot) - 1;
      }
    }
    return NONE;
  }

  private int at(long slot) {
    return table.getAtIndex(ValueLayout.JAVA_INT, slot);
  }

  private long slots() {
    return table.byteSize() >>> 2;
  }

  private long first(long hash) {
    return Math.unsignedMultiplyHigh(hash, slots());
  }

  private long next(long slot) {
    return slot + 1 == slots() ? 0 : slot + 1;
  }

  /** Spreads the bits of a number that is no hash (D. Stafford's mix 13, 2011). */
  static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
