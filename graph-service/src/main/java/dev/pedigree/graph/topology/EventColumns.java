package dev.pedigree.graph.topology;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Label;
import it.unimi.dsi.fastutil.bytes.ByteArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;

/** Writes what became of artifacts, artifact by artifact, each in the order of the journal. */
@SuppressWarnings("EnumOrdinal") // as they are stored
final class EventColumns {
  private static final int NO_WORD = -1;

  private final Base base;
  private final Overlay overlay;
  private final long revision;
  private final int artifacts;
  private final WordsWriter words;
  private final NameColumns names;
  private final BitSet having = new BitSet();
  private final IntArrayList at = new IntArrayList();
  private final LongArrayList revisions = new LongArrayList();
  private final ByteArrayList properties = new ByteArrayList();
  private final IntArrayList values = new IntArrayList();

  /** Lists and checks that come to those of the base, flat. */
  private final IntArrayList listEnds = new IntArrayList();

  private final IntArrayList listValues = new IntArrayList();
  private final IntArrayList checks = new IntArrayList();

  EventColumns(
      Overlay overlay, long revision, int artifacts, WordsWriter words, NameColumns names) {
    this.base = overlay.base;
    this.overlay = overlay;
    this.revision = revision;
    this.artifacts = artifacts;
    this.words = words;
    this.names = names;
  }

  void write(Sections sections) {
    for (int artifact = 0; artifact < artifacts; artifact++) {
      int before = values.size();
      known(artifact);
      added(artifact);
      if (values.size() > before) {
        having.set(artifact);
        at.add(before);
      }
    }
    at.add(values.size());
    RankBits.write(sections, Section.EVENT_BITS, Section.EVENT_RANK, having, artifacts);
    ints(sections, Section.EVENT_AT, at);
    ints(sections, Section.EVENT_VALUE, values);
    MemorySegment revision = sections.longs(Section.EVENT_REVISION, revisions.size());
    MemorySegment.copy(revisions.elements(), 0, revision, JAVA_LONG, 0, revisions.size());
    MemorySegment property = sections.bytes(Section.EVENT_PROPERTY, properties.size());
    MemorySegment.copy(properties.elements(), 0, property, JAVA_BYTE, 0, properties.size());
    appended(sections, Section.LIST_AT, listEnds);
    appended(sections, Section.LIST_VALUE, listValues);
    appended(sections, Section.CHECK, checks);
  }

  private void known(int artifact) {
    int having = artifact < base.artifacts ? base.withEvents(artifact) : RankBits.NONE;
    if (having != RankBits.NONE) {
      for (int event = base.eventsFrom(having); event < base.eventsTo(having); event++) {
        Property property = base.eventProperty(event);
        int value = base.intAt(Section.EVENT_VALUE, event);
        add(
            base.eventRevision(event),
            property,
            property == Property.NAME ? names.moved(value) : value);
      }
    }
  }

  private void added(int artifact) {
    News news = overlay.news(artifact);
    if (news != null) {
      for (Event event : news.events()) {
        if (event.revision() <= revision) {
          add(event.revision(), event.property(), value(artifact, event));
        }
      }
    }
  }

  private void add(long revision, Property property, int value) {
    revisions.add(revision);
    properties.add((byte) property.ordinal());
    values.add(value);
  }

  private int value(int artifact, Event event) {
    return switch (event.property()) {
      case KIND -> (Integer) event.value();
      case NAME -> names.entry(artifact, (ArtifactName) event.value());
      case STAGE, PROVENANCE -> ((Enum<?>) event.value()).ordinal();
      case QUARANTINED -> event.value().equals(true) ? 1 : 0;
      case LABELS ->
          list(
              ((List<?>) event.value())
                  .stream()
                      .map(Label.class::cast)
                      .<String>mapMulti(
                          (label, flat) -> {
                            flat.accept(label.key());
                            flat.accept(label.value());
                          })
                      .toList());
      case OWNERS -> list(((List<?>) event.value()).stream().map(String.class::cast).toList());
      case CHECK -> check((TopologyReader.CheckMark) event.value());
      case ATTRIBUTES, DESCRIPTION, RETRACTED, TOUCHED -> 0;
    };
  }

  private int list(List<String> elements) {
    elements.forEach(element -> listValues.add(words.number(element)));
    int knownValues = ints(base.sections.get(Section.LIST_VALUE));
    listEnds.add(knownValues + listValues.size());
    return ints(base.sections.get(Section.LIST_AT)) - 1 + listEnds.size() - 1;
  }

  private int check(TopologyReader.CheckMark mark) {
    String evidence = mark.evidence();
    int number = (ints(base.sections.get(Section.CHECK)) + checks.size()) / Base.INTS_PER_CHECK;
    checks.add(words.number(mark.name()));
    checks.add(mark.version());
    checks.add(mark.outcome().ordinal());
    checks.add(evidence == null ? NO_WORD : words.number(evidence));
    checks.add(mark.revoked() ? 1 : 0);
    return number;
  }

  private static int ints(MemorySegment segment) {
    return (int) (segment.byteSize() / Integer.BYTES);
  }

  private static void ints(Sections sections, Section section, IntArrayList values) {
    MemorySegment segment = sections.ints(section, values.size());
    MemorySegment.copy(values.elements(), 0, segment, JAVA_INT, 0, values.size());
  }

  /** The base's section and more behind it. */
  private void appended(Sections sections, Section section, IntArrayList more) {
    MemorySegment old = base.sections.get(section);
    MemorySegment all = sections.ints(section, (long) ints(old) + more.size());
    MemorySegment.copy(old, 0, all, 0, old.byteSize());
    MemorySegment.copy(more.elements(), 0, all, JAVA_INT, old.byteSize(), more.size());
  }
}
