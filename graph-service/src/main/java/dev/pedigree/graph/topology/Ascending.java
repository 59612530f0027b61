package dev.pedigree.graph.topology;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that never fall, about a byte and a quarter each: every 32nd is kept with the place of
 * its successors, which are steps of 7 bits a byte, the lowest first.
 */
record Ascending(int size, MemorySegment anchors, MemorySegment steps) {
  private static final int BLOCK = 32;

  /** An anchor is the value and where its steps begin. */
  private static final int WORDS_PER_ANCHOR = 2;

  static Ascending write(
      Sections sections, Section anchors, Section steps, int size, LongsTwice values) {
    long bytes = encode(values.iterator(), size, null, null);
    MemorySegment anchorSegment =
        sections.longs(anchors, (long) WORDS_PER_ANCHOR * ((size + BLOCK - 1) / BLOCK));
    MemorySegment stepSegment = sections.bytes(steps, bytes);
    encode(values.iterator(), size, anchorSegment, stepSegment);
    return new Ascending(size, anchorSegment, stepSegment);
  }

  static Ascending read(Sections sections, Section anchors, Section steps, int size) {
    return new Ascending(size, sections.get(anchors), sections.get(steps));
  }

  /** The same numbers each time. */
  interface LongsTwice {
    PrimitiveIterator.OfLong iterator();
  }

  /** Writes, or without segments only counts the bytes of the steps. */
  private static long encode(
      PrimitiveIterator.OfLong values,
      int size,
      @Nullable MemorySegment anchors,
      @Nullable MemorySegment steps) {
    long at = 0;
    long before = 0;
    for (int i = 0; i < size; i++) {
      long value = values.nextLong();
      if (i % BLOCK == 0) {
        if (anchors != null) {
          long anchor = (long) WORDS_PER_ANCHOR * (i / BLOCK);
          anchors.setAtIndex(ValueLayout.JAVA_LONG, anchor, value);
          anchors.setAtIndex(ValueLayout.JAVA_LONG, anchor + 1, at);
        }
      } else {
        at = step(value - before, at, steps);
      }
      before = value;
    }
    return at;
  }

  private static long step(long step, long at, @Nullable MemorySegment steps) {
    long left = step;
    long next = at;
    do {
      long more = left >>> 7 == 0 ? 0 : 0x80;
      if (steps != null) {
        steps.set(ValueLayout.JAVA_BYTE, next, (byte) ((left & 0x7f) | more));
      }
      next++;
      left >>>= 7;
    } while (left != 0);
    return next;
  }

  long get(int index) {
    return new Cursor(index / BLOCK).forward(index % BLOCK);
  }

  /** How many are at most {@code limit}. */
  int countUntil(long limit) {
    int low = 0;
    int high = (size + BLOCK - 1) / BLOCK;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (anchor(middle) <= limit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0) {
      return 0;
    }
    int block = low - 1;
    Cursor cursor = new Cursor(block);
    int count = block * BLOCK + 1;
    while (count < Math.min(size, (block + 1) * BLOCK) && cursor.forward(1) <= limit) {
      count++;
    }
    return count;
  }

  /** All of them in order. */
  PrimitiveIterator.OfLong iterator() {
    return new PrimitiveIterator.OfLong() {
      private int next;
      private Cursor cursor = new Cursor(0);

      @Override
      public boolean hasNext() {
        return next < size;
      }

      @Override
      public long nextLong() {
        if (next % BLOCK == 0) {
          cursor = new Cursor(next / BLOCK);
          next++;
          return cursor.value;
        }
        next++;
        return cursor.forward(1);
      }
    };
  }

  private long anchor(int block) {
    return anchors.getAtIndex(ValueLayout.JAVA_LONG, (long) WORDS_PER_ANCHOR * block);
  }

  /** Goes forward inside a block. */
  private final class Cursor {
    private long value;
    private long at;

    Cursor(int block) {
      if (size > 0) {
        value = anchor(block);
        at = anchors.getAtIndex(ValueLayout.JAVA_LONG, (long) WORDS_PER_ANCHOR * block + 1);
      }
    }

    long forward(int count) {
      for (int i = 0; i < count; i++) {
        int shift = 0;
        byte next;
        do {
          next = steps.get(ValueLayout.JAVA_BYTE, at++);
          value += (long) (next & 0x7f) << shift;
          shift += 7;
        } while (next < 0);
      }
      return value;
    }
  }
}
