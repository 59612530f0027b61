package dev.pedigree.graph.topology;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** The strings of a base, numbered, each once. */
record Words(int size, MemorySegment at, MemorySegment bytes, HashIndex index) {
  static final int NONE = HashIndex.NONE;

  static Words read(Sections sections) {
    MemorySegment at = sections.get(Section.STRING_AT);
    return new Words(
        (int) (at.byteSize() / Long.BYTES) - 1,
        at,
        sections.get(Section.STRING_BYTES),
        HashIndex.read(sections, Section.STRING_INDEX));
  }

  String get(int number) {
    return new String(utf8(number).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  /** The number of {@code word}, or {@link #NONE}. */
  int find(String word) {
    byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
    MemorySegment wanted = MemorySegment.ofArray(utf8);
    return index.find(hash(wanted), number -> wanted.mismatch(utf8(number)) < 0);
  }

  MemorySegment utf8(int number) {
    long from = at.getAtIndex(ValueLayout.JAVA_LONG, number);
    return bytes.asSlice(from, at.getAtIndex(ValueLayout.JAVA_LONG, number + 1L) - from);
  }

  /** Polynomial, then mixed. */
  static long hash(MemorySegment utf8) {
    long hash = 1;
    for (long i = 0; i < utf8.byteSize(); i++) {
      hash = 31 * hash + utf8.get(ValueLayout.JAVA_BYTE, i);
    }
    return HashIndex.mix(hash);
  }
}
