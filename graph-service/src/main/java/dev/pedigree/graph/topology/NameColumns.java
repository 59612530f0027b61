package dev.pedigree.graph.topology;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.pedigree.graph.artifact.ArtifactName;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes names: first the one that each artifact was recorded with, then those that came later, in
 * the order in which they came.
 */
final class NameColumns {
  private static final int NO_WORD = -1;

  private final Base base;
  private final Overlay overlay;
  private final int artifacts;
  private final WordsWriter words;

  /** How many later names the base has. */
  private final int knownLater;

  private final List<Later> later = new ArrayList<>();
  private final Map<Later, Integer> entries = new HashMap<>();
  private MemorySegment namespaces = MemorySegment.NULL;
  private MemorySegment locals = MemorySegment.NULL;
  private MemorySegment versions = MemorySegment.NULL;

  NameColumns(Overlay overlay, long revision, int artifacts, WordsWriter words) {
    this.base = overlay.base;
    this.overlay = overlay;
    this.artifacts = artifacts;
    this.words = words;
    this.knownLater = base.names - base.artifacts;
    overlay.forEachOwner(
        (name, owner) -> {
          if (owner.revision() <= revision && !isFirst(name, owner)) {
            later.add(new Later(name, owner));
          }
        });
    later.sort(
        Comparator.<Later>comparingInt(each -> each.owner().artifactsBefore())
            .thenComparingLong(each -> each.owner().revision()));
    for (int i = 0; i < later.size(); i++) {
      entries.put(later.get(i), artifacts + knownLater + i);
    }
  }

  private boolean isFirst(ArtifactName name, Overlay.Owner owner) {
    return owner.artifact() >= base.artifacts
        && overlay.nodes.get(owner.artifact() - base.artifacts).name.equals(name);
  }

  int count() {
    return artifacts + knownLater + later.size();
  }

  /** The number of a name that the base has, which was {@code entry} there. */
  int moved(int entry) {
    return entry < base.artifacts ? entry : entry - base.artifacts + artifacts;
  }

  /** The number of a name that came later, as of the overlay. */
  int entry(int artifact, ArtifactName name) {
    for (Overlay.Owner owner : overlay.owners(name.namespace(), name.name())) {
      Integer entry = entries.get(new Later(name, owner));
      if (entry != null && owner.artifact() == artifact) {
        return entry;
      }
    }
    throw new IllegalStateException("nobody owns " + name);
  }

  void write(Sections sections) {
    columns(sections);
    later(sections);
    index(sections);
    newest(sections);
  }

  private void columns(Sections sections) {
    namespaces = sections.ints(Section.NAME_NAMESPACE, count());
    locals = sections.ints(Section.NAME_NAME, count());
    versions = sections.ints(Section.NAME_VERSION, count());
    for (int entry = 0; entry < base.names; entry++) {
      int to = moved(entry);
      namespaces.setAtIndex(JAVA_INT, to, base.intAt(Section.NAME_NAMESPACE, entry));
      locals.setAtIndex(JAVA_INT, to, base.intAt(Section.NAME_NAME, entry));
      versions.setAtIndex(JAVA_INT, to, base.intAt(Section.NAME_VERSION, entry));
    }
    for (int artifact = base.artifacts; artifact < artifacts; artifact++) {
      put(artifact, overlay.nodes.get(artifact - base.artifacts).name);
    }
    for (int i = 0; i < later.size(); i++) {
      put(artifacts + knownLater + i, later.get(i).name());
    }
  }

  private void put(int entry, ArtifactName name) {
    String version = name.version();
    namespaces.setAtIndex(JAVA_INT, entry, words.number(name.namespace()));
    locals.setAtIndex(JAVA_INT, entry, words.number(name.name()));
    versions.setAtIndex(JAVA_INT, entry, version == null ? NO_WORD : words.number(version));
  }

  private void later(Sections sections) {
    int count = knownLater + later.size();
    MemorySegment owners = sections.ints(Section.NAME_ARTIFACT, count);
    MemorySegment revisions = sections.longs(Section.NAME_REVISION, count);
    MemorySegment before = sections.ints(Section.NAME_BEFORE, count);
    for (int i = 0; i < knownLater; i++) {
      owners.setAtIndex(JAVA_INT, i, base.intAt(Section.NAME_ARTIFACT, i));
      revisions.setAtIndex(JAVA_LONG, i, base.longAt(Section.NAME_REVISION, i));
      before.setAtIndex(JAVA_INT, i, base.intAt(Section.NAME_BEFORE, i));
    }
    for (int i = 0; i < later.size(); i++) {
      Overlay.Owner owner = later.get(i).owner();
      owners.setAtIndex(JAVA_INT, knownLater + i, owner.artifact());
      revisions.setAtIndex(JAVA_LONG, knownLater + i, owner.revision());
      before.setAtIndex(JAVA_INT, knownLater + i, owner.artifactsBefore());
    }
  }

  private void index(Sections sections) {
    HashIndex.write(
        sections,
        Section.NAME_INDEX,
        count(),
        entry ->
            Base.nameHash(
                namespaces.getAtIndex(JAVA_INT, entry),
                locals.getAtIndex(JAVA_INT, entry),
                versions.getAtIndex(JAVA_INT, entry)));
  }

  /** Of names that differ in their version alone the newest is indexed, and leads to the others. */
  private void newest(Sections sections) {
    MemorySegment earlier = sections.ints(Section.NAME_EARLIER, count());
    MemorySegment before = sections.get(Section.NAME_BEFORE);
    HashIndex draft = HashIndex.empty(new Sections(), Section.NEWEST_INDEX, count());
    int laterCount = knownLater + later.size();
    int next = 0;
    int distinct = 0;
    for (int artifact = 0; artifact <= artifacts; artifact++) {
      while (next < laterCount && before.getAtIndex(JAVA_INT, next) <= artifact) {
        distinct += succeed(draft, earlier, artifacts + next++) ? 0 : 1;
      }
      if (artifact < artifacts) {
        distinct += succeed(draft, earlier, artifact) ? 0 : 1;
      }
    }
    HashIndex index = HashIndex.empty(sections, Section.NEWEST_INDEX, distinct);
    draft.forEach(entry -> index.put(entry, newestHash(entry)));
  }

  /** Whether there was one before. */
  private boolean succeed(HashIndex index, MemorySegment earlier, int entry) {
    int found =
        index.replace(
            entry,
            newestHash(entry),
            other ->
                locals.getAtIndex(JAVA_INT, other) == locals.getAtIndex(JAVA_INT, entry)
                    && namespaces.getAtIndex(JAVA_INT, other)
                        == namespaces.getAtIndex(JAVA_INT, entry));
    earlier.setAtIndex(JAVA_INT, entry, found);
    return found != HashIndex.NONE;
  }

  private long newestHash(int entry) {
    return Base.newestHash(
        namespaces.getAtIndex(JAVA_INT, entry), locals.getAtIndex(JAVA_INT, entry));
  }

  private record Later(ArtifactName name, Overlay.Owner owner) {}
}
