package dev.pedigree.graph.topology;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumMap;
import java.util.Map;

/** The flat arrays of a base, outside the heap, by name. */
final class Sections {
  private static final long ALIGNMENT_BYTES = 8;

  private final Arena arena = Arena.ofAuto();
  private final Map<Section, MemorySegment> segments = new EnumMap<>(Section.class);

  /** A fresh section of zeros. */
  MemorySegment bytes(Section section, long count) {
    MemorySegment segment = arena.allocate(Math.max(1, count), ALIGNMENT_BYTES).asSlice(0, count);
    segments.put(section, segment);
    return segment;
  }

  MemorySegment ints(Section section, long count) {
    return bytes(section, count * ValueLayout.JAVA_INT.byteSize());
  }

  MemorySegment longs(Section section, long count) {
    return bytes(section, count * ValueLayout.JAVA_LONG.byteSize());
  }

  void put(Section section, MemorySegment segment) {
    segments.put(section, segment);
  }

  MemorySegment get(Section section) {
    MemorySegment segment = segments.get(section);
    if (segment == null) {
      throw new IllegalStateException("there is no section " + section);
    }
    return segment;
  }

  long bytes(Section.Part part) {
    return segments.entrySet().stream()
        .filter(entry -> entry.getKey().part() == part)
        .mapToLong(entry -> entry.getValue().byteSize())
        .sum();
  }
}
