package dev.pedigree.graph.topology;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.IntUnaryOperator;

/** Small numbers, not negative, in one, two or four bytes each. */
record Narrow(MemorySegment values, int widthBytes) {
  static Narrow write(
      Sections sections, Section section, int count, int limit, IntUnaryOperator value) {
    int width = limit <= 1 << 8 ? 1 : limit <= 1 << 16 ? 2 : 4;
    Narrow narrow = new Narrow(sections.bytes(section, (long) width * count), width);
    for (int i = 0; i < count; i++) {
      narrow.set(i, value.applyAsInt(i));
    }
    return narrow;
  }

  static Narrow read(Sections sections, Section section, int count) {
    MemorySegment values = sections.get(section);
    return new Narrow(values, count == 0 ? 1 : (int) (values.byteSize() / count));
  }

  int get(int index) {
    return switch (widthBytes) {
      case 1 -> values.get(ValueLayout.JAVA_BYTE, index) & 0xff;
      case 2 -> values.getAtIndex(ValueLayout.JAVA_SHORT, index) & 0xffff;
      default -> values.getAtIndex(ValueLayout.JAVA_INT, index);
    };
  }

  private void set(int index, int value) {
    switch (widthBytes) {
      case 1 -> values.set(ValueLayout.JAVA_BYTE, index, (byte) value);
      case 2 -> values.setAtIndex(ValueLayout.JAVA_SHORT, index, (short) value);
      default -> values.setAtIndex(ValueLayout.JAVA_INT, index, value);
    }
  }
}
