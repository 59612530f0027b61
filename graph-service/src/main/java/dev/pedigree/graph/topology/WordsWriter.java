package dev.pedigree.graph.topology;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words of a base and those that come to it; a word keeps its number for ever. */
final class WordsWriter {
  private final Words known;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<byte[]> added = new ArrayList<>();
  private long addedBytes;

  WordsWriter(Words known) {
    this.known = known;
  }

  int number(String word) {
    return numbers.computeIfAbsent(word, this::find);
  }

  private int find(String word) {
    int number = known.find(word);
    if (number != Words.NONE) {
      return number;
    }
    byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
    added.add(utf8);
    addedBytes += utf8.length;
    return known.size() + added.size() - 1;
  }

  void write(Sections sections) {
    int count = known.size() + added.size();
    MemorySegment at = sections.longs(Section.STRING_AT, count + 1L);
    MemorySegment bytes =
        sections.bytes(Section.STRING_BYTES, known.bytes().byteSize() + addedBytes);
    MemorySegment.copy(known.at(), 0, at, 0, known.at().byteSize());
    MemorySegment.copy(known.bytes(), 0, bytes, 0, known.bytes().byteSize());
    long end = known.bytes().byteSize();
    for (int i = 0; i < added.size(); i++) {
      MemorySegment word = MemorySegment.ofArray(added.get(i));
      MemorySegment.copy(word, 0, bytes, end, word.byteSize());
      end += word.byteSize();
      at.setAtIndex(JAVA_LONG, known.size() + i + 1L, end);
    }
    Words all = new Words(count, at, bytes, HashIndex.empty(sections, Section.STRING_INDEX, count));
    for (int word = 0; word < count; word++) {
      all.index().put(word, Words.hash(all.utf8(word)));
    }
  }
}
