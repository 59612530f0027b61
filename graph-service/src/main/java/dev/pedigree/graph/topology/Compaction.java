package dev.pedigree.graph.topology;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.pedigree.graph.journal.JournalHead;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes one base of a base and its overlay, as of the end of an entry. The overlay may go on
 * growing meanwhile.
 */
final class Compaction {
  private final Overlay overlay;
  private final JournalHead end;
  private final Vocabulary vocabulary;
  private final Reader reader;
  private final Sections sections = new Sections();

  private Compaction(Overlay overlay, JournalHead end, Vocabulary vocabulary) {
    this.overlay = overlay;
    this.end = end;
    this.vocabulary = vocabulary;
    this.reader = new Reader(overlay, vocabulary, end.revision());
  }

  /** A base of nothing. */
  static Base nothing() {
    Sections sections = new Sections();
    for (Section section : Section.values()) {
      sections.longs(section, 1);
    }
    List.of(
            Section.CREATED_MICROS,
            Section.WEIGHT_CODE,
            Section.EVENT_PROPERTY,
            Section.STRING_BYTES,
            Section.LIST_VALUE,
            Section.CHECK,
            Section.RETRACTED_SLOT,
            Section.RETRACTED_REVISION,
            Section.TIME_REVISION,
            Section.TIME_MICROS,
            Section.REQUEST_KEY,
            Section.REQUEST_REVISION,
            Section.INTERVALS)
        .forEach(section -> sections.bytes(section, 0));
    sections.ints(Section.LIST_AT, 1);
    return new Base(sections, JournalHead.START, 0, 0, 0, false);
  }

  /** Everything up to {@code end}. */
  static Base of(Overlay overlay, JournalHead end, Vocabulary vocabulary) {
    return new Compaction(overlay, end, vocabulary).run();
  }

  private Base run() {
    int artifacts = reader.artifactCount();
    int edges = reader.edgeCount();
    WordsWriter words = new WordsWriter(overlay.base.words);
    new ArtifactColumns(overlay, vocabulary, artifacts).write(sections);
    new EdgeColumns(overlay, end.revision(), artifacts, edges).write(sections);
    Intervals.write(sections, artifacts);
    NameColumns names = new NameColumns(overlay, end.revision(), artifacts, words);
    names.write(sections);
    new EventColumns(overlay, end.revision(), artifacts, words, names).write(sections);
    words.write(sections);
    times();
    answers();
    vocabulary.write(sections, end.revision());
    boolean newerParents = overlay.base.hasNewerParents || overlay.hasNewerParents();
    return new Base(sections, end, artifacts, edges, names.count(), newerParents);
  }

  private void times() {
    Map<Long, Instant> added = overlay.times.headMap(end.revision(), true);
    List<Map.Entry<Long, Instant>> entries = new ArrayList<>(added.entrySet());
    MemorySegment revisions = grown(Section.TIME_REVISION, entries.size());
    MemorySegment micros = grown(Section.TIME_MICROS, entries.size());
    long at = revisions.byteSize() / Long.BYTES - entries.size();
    for (Map.Entry<Long, Instant> entry : entries) {
      revisions.setAtIndex(JAVA_LONG, at, entry.getKey());
      micros.setAtIndex(JAVA_LONG, at, ChronoUnit.MICROS.between(Instant.EPOCH, entry.getValue()));
      at++;
    }
  }

  /** The base's section with room for more behind it. */
  private MemorySegment grown(Section section, int more) {
    MemorySegment old = overlay.base.sections.get(section);
    MemorySegment grown = sections.longs(section, old.byteSize() / Long.BYTES + more);
    MemorySegment.copy(old, 0, grown, 0, old.byteSize());
    return grown;
  }

  /** Both are in order of their keys. */
  private void answers() {
    Map<Long, Long> added = new TreeMap<>();
    overlay.answers.forEach(
        (key, revision) -> {
          if (revision <= end.revision()) {
            added.put(key, revision);
          }
        });
    Base base = overlay.base;
    long known = base.sections.get(Section.REQUEST_KEY).byteSize() / Long.BYTES;
    MemorySegment keys = sections.longs(Section.REQUEST_KEY, known + added.size());
    MemorySegment revisions = sections.longs(Section.REQUEST_REVISION, known + added.size());
    Iterator<Map.Entry<Long, Long>> rest = added.entrySet().iterator();
    Map.Entry<Long, Long> next = rest.hasNext() ? rest.next() : null;
    long from = 0;
    for (long to = 0; to < known + added.size(); to++) {
      if (next != null
          && (from == known || next.getKey() < base.longAt(Section.REQUEST_KEY, from))) {
        keys.setAtIndex(JAVA_LONG, to, next.getKey());
        revisions.setAtIndex(JAVA_LONG, to, next.getValue());
        next = rest.hasNext() ? rest.next() : null;
      } else {
        keys.setAtIndex(JAVA_LONG, to, base.longAt(Section.REQUEST_KEY, from));
        revisions.setAtIndex(JAVA_LONG, to, base.longAt(Section.REQUEST_REVISION, from));
        from++;
      }
    }
  }
}
