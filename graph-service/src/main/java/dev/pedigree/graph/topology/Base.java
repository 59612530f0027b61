package dev.pedigree.graph.topology;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.JournalHead;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The graph up to one revision in flat arrays outside the heap: immutable, and the same in memory
 * and on disk.
 *
 * <p>Artifacts are numbered in the order of the journal. An edge's place among the edges upwards,
 * which lie child by child, is its slot; its ordinal is its place in the journal.
 */
final class Base {
  /** In the byte of an edge's type: it was retracted at some time. */
  static final int RETRACTED = 0x80;

  /** Likewise, in the ordinal of the artifact at its end. */
  static final int WAS_RETRACTED = 1 << 31;

  /** Digests are stored as they are written: the first byte first. */
  static final ValueLayout.OfLong DIGEST_WORD = JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);

  private static final int NO_WORD = -1;

  /** Name, version, outcome, evidence, whether it is revoked. */
  static final int INTS_PER_CHECK = 5;

  private static final Property[] PROPERTIES = Property.values();
  private static final Stage[] STAGES = Stage.values();
  private static final Provenance[] PROVENANCES = Provenance.values();
  private static final CheckOutcome[] OUTCOMES = CheckOutcome.values();

  final Sections sections;
  final JournalHead head;
  final int artifacts;
  final int edges;
  final int names;
  final MemorySegment upAt;
  final MemorySegment upTo;
  final MemorySegment upType;
  final MemorySegment upEdge;
  final MemorySegment downAt;
  final MemorySegment downTo;
  final MemorySegment downType;
  final MemorySegment downSlot;
  final Ascending artifactRevisions;
  final Ascending edgeRevisions;
  final Narrow kinds;
  final Words words;
  private final RankBits withEvents;
  private final MemorySegment eventAt;
  private final MemorySegment eventRevisions;
  private final MemorySegment eventProperties;
  private final MemorySegment eventValues;
  private final MemorySegment artifactIds;

  /** Whether an edge leads to a parent that was recorded after its child. */
  final boolean hasNewerParents;

  private final Narrow recordedBy;
  private final RankBits created;
  private final RankBits weighted;
  private final Narrow weightCodes;
  private final RankBits mutated;
  private final RankBits fingerprinted;
  private final HashIndex artifactIndex;
  private final HashIndex edgeIndex;
  private final HashIndex nameIndex;
  private final HashIndex newestIndex;
  private final Intervals intervals;

  Base(
      Sections sections,
      JournalHead head,
      int artifacts,
      int edges,
      int names,
      boolean hasNewerParents) {
    this.hasNewerParents = hasNewerParents;
    this.sections = sections;
    this.head = head;
    this.artifacts = artifacts;
    this.edges = edges;
    this.names = names;
    upAt = sections.get(Section.UP_AT);
    upTo = sections.get(Section.UP_TO);
    upType = sections.get(Section.UP_TYPE);
    upEdge = sections.get(Section.UP_EDGE);
    downAt = sections.get(Section.DOWN_AT);
    downTo = sections.get(Section.DOWN_TO);
    downType = sections.get(Section.DOWN_TYPE);
    downSlot = sections.get(Section.DOWN_SLOT);
    artifactRevisions =
        Ascending.read(
            sections, Section.ARTIFACT_REVISION_ANCHOR, Section.ARTIFACT_REVISION_STEP, artifacts);
    edgeRevisions =
        Ascending.read(sections, Section.EDGE_REVISION_ANCHOR, Section.EDGE_REVISION_STEP, edges);
    kinds = Narrow.read(sections, Section.KIND, artifacts);
    recordedBy = Narrow.read(sections, Section.RECORDED_BY, artifacts);
    words = Words.read(sections);
    withEvents = RankBits.read(sections, Section.EVENT_BITS, Section.EVENT_RANK);
    eventAt = sections.get(Section.EVENT_AT);
    eventRevisions = sections.get(Section.EVENT_REVISION);
    eventProperties = sections.get(Section.EVENT_PROPERTY);
    eventValues = sections.get(Section.EVENT_VALUE);
    artifactIds = sections.get(Section.ARTIFACT_ID);
    created = RankBits.read(sections, Section.CREATED_BITS, Section.CREATED_RANK);
    weighted = RankBits.read(sections, Section.WEIGHT_BITS, Section.WEIGHT_RANK);
    weightCodes = Narrow.read(sections, Section.WEIGHT_CODE, weighted.count());
    mutated = RankBits.read(sections, Section.MUTATIONS_BITS, Section.MUTATIONS_RANK);
    fingerprinted =
        RankBits.read(sections, Section.EDGE_FINGERPRINT_BITS, Section.EDGE_FINGERPRINT_RANK);
    artifactIndex = HashIndex.read(sections, Section.ARTIFACT_INDEX);
    edgeIndex = HashIndex.read(sections, Section.EDGE_INDEX);
    nameIndex = HashIndex.read(sections, Section.NAME_INDEX);
    newestIndex = HashIndex.read(sections, Section.NEWEST_INDEX);
    intervals = Intervals.read(sections);
  }

  long revision() {
    return head.revision();
  }

  // Artifacts.

  /** The artifact's number, or -1. */
  int artifact(ArtifactId id) {
    Digest digest = id.digest();
    return artifactIndex.find(
        digest.word0(),
        artifact -> digestWord(artifact, 0) == digest.word0() && is(artifact, digest));
  }

  private boolean is(int artifact, Digest digest) {
    return digestWord(artifact, 1) == digest.word1()
        && digestWord(artifact, 2) == digest.word2()
        && digestWord(artifact, 3) == digest.word3();
  }

  ArtifactId artifactId(int artifact) {
    return new ArtifactId(
        new Digest(
            digestWord(artifact, 0),
            digestWord(artifact, 1),
            digestWord(artifact, 2),
            digestWord(artifact, 3)));
  }

  long digestWord(int artifact, int word) {
    return artifactIds.getAtIndex(DIGEST_WORD, 4L * artifact + word);
  }

  int recordedBy(int artifact) {
    return recordedBy.get(artifact);
  }

  /** To the microsecond; null: not known. */
  @Nullable Instant createdAt(int artifact) {
    int rank = created.rank(artifact);
    return rank == RankBits.NONE
        ? null
        : Instant.EPOCH.plus(longAt(Section.CREATED_MICROS, rank), ChronoUnit.MICROS);
  }

  long attributeFingerprint(int artifact) {
    return longAt(Section.ATTRIBUTE_FINGERPRINT, artifact);
  }

  long descriptionFingerprint(int artifact) {
    return longAt(Section.DESCRIPTION_FINGERPRINT, artifact);
  }

  // Events.

  /** Where the artifact is among those that have events; {@link RankBits#NONE}: it has none. */
  int withEvents(int artifact) {
    return withEvents.rank(artifact);
  }

  /** The numbers of its events are from this on. */
  int eventsFrom(int withEvents) {
    return eventAt.getAtIndex(JAVA_INT, withEvents);
  }

  /** And below this. */
  int eventsTo(int withEvents) {
    return eventAt.getAtIndex(JAVA_INT, withEvents + 1L);
  }

  long eventRevision(int event) {
    return eventRevisions.getAtIndex(JAVA_LONG, event);
  }

  Property eventProperty(int event) {
    return PROPERTIES[eventProperties.get(JAVA_BYTE, event)];
  }

  Object eventValue(int event) {
    int value = eventValues.getAtIndex(JAVA_INT, event);
    return switch (eventProperty(event)) {
      case KIND -> value;
      case NAME -> name(value);
      case STAGE -> STAGES[value];
      case QUARANTINED -> value == 1;
      case PROVENANCE -> PROVENANCES[value];
      case LABELS -> labels(value);
      case OWNERS -> words(value);
      case CHECK -> check(value);
      case ATTRIBUTES, DESCRIPTION, RETRACTED, TOUCHED -> true;
    };
  }

  private List<Label> labels(int list) {
    List<String> flat = words(list);
    List<Label> labels = new ArrayList<>(flat.size() / 2);
    for (int i = 0; i < flat.size(); i += 2) {
      labels.add(new Label(flat.get(i), flat.get(i + 1)));
    }
    return labels;
  }

  private List<String> words(int list) {
    List<String> found = new ArrayList<>();
    for (int i = intAt(Section.LIST_AT, list); i < intAt(Section.LIST_AT, list + 1); i++) {
      found.add(words.get(intAt(Section.LIST_VALUE, i)));
    }
    return found;
  }

  private TopologyReader.CheckMark check(int check) {
    int at = INTS_PER_CHECK * check;
    return new TopologyReader.CheckMark(
        words.get(intAt(Section.CHECK, at)),
        intAt(Section.CHECK, at + 1),
        OUTCOMES[intAt(Section.CHECK, at + 2)],
        word(intAt(Section.CHECK, at + 3)),
        intAt(Section.CHECK, at + 4) == 1);
  }

  private @Nullable String word(int number) {
    return number == NO_WORD ? null : words.get(number);
  }

  // Names. Those that artifacts were recorded with come first, in their order; then the others.

  ArtifactName name(int entry) {
    return new ArtifactName(
        words.get(intAt(Section.NAME_NAMESPACE, entry)),
        words.get(intAt(Section.NAME_NAME, entry)),
        word(intAt(Section.NAME_VERSION, entry)));
  }

  int owner(int entry) {
    return entry < artifacts ? entry : intAt(Section.NAME_ARTIFACT, entry - artifacts);
  }

  long nameRevision(int entry) {
    return entry < artifacts
        ? artifactRevisions.get(entry)
        : longAt(Section.NAME_REVISION, entry - artifacts);
  }

  /** Just that name; -1: nothing has it. */
  int exactName(ArtifactName name) {
    @Nullable String text = name.version();
    int namespace = words.find(name.namespace());
    int local = words.find(name.name());
    int version = text == null ? NO_WORD : words.find(text);
    if (namespace < 0 || local < 0 || (text != null && version < 0)) {
      return HashIndex.NONE;
    }
    return nameIndex.find(
        nameHash(namespace, local, version),
        entry -> intAt(Section.NAME_VERSION, entry) == version && has(entry, namespace, local));
  }

  /** The newest of that namespace and name, whatever its version; -1: there is none. */
  int newestName(String namespace, String name) {
    int space = words.find(namespace);
    int local = words.find(name);
    return space < 0 || local < 0
        ? HashIndex.NONE
        : newestIndex.find(newestHash(space, local), entry -> has(entry, space, local));
  }

  /** The one before, of the same namespace and name; -1: it is the first. */
  int earlierName(int entry) {
    return intAt(Section.NAME_EARLIER, entry);
  }

  private boolean has(int entry, int namespace, int name) {
    return intAt(Section.NAME_NAME, entry) == name
        && intAt(Section.NAME_NAMESPACE, entry) == namespace;
  }

  static long nameHash(int namespace, int name, int version) {
    return HashIndex.mix(newestHash(namespace, name) + version);
  }

  static long newestHash(int namespace, int name) {
    return HashIndex.mix((long) namespace << 32 | name);
  }

  /** Whether one of its artifacts may descend from another, by its edges. */
  boolean mayDescend(int below, int above) {
    return intervals.mayDescend(below, above);
  }

  // Edges.

  int upFrom(int artifact) {
    return upAt.getAtIndex(JAVA_INT, artifact);
  }

  int downFrom(int artifact) {
    return downAt.getAtIndex(JAVA_INT, artifact);
  }

  int type(int slot) {
    return upType.get(JAVA_BYTE, slot) & RETRACTED - 1;
  }

  int parent(int slot) {
    return upTo.getAtIndex(JAVA_INT, slot) & ~WAS_RETRACTED;
  }

  /** The child at a place among the edges from parents. */
  int childBelow(int at) {
    return downTo.getAtIndex(JAVA_INT, at) & ~WAS_RETRACTED;
  }

  int child(int slot) {
    int low = 0;
    int high = artifacts - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (upFrom(middle) <= slot) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  int ordinal(int slot) {
    return upEdge.getAtIndex(JAVA_INT, slot);
  }

  /** The revision that retracted it; {@link Topology#NEVER}: none up to the base's. */
  long retractedAt(int slot) {
    if ((upType.get(JAVA_BYTE, slot) & RETRACTED) == 0) {
      return Topology.NEVER;
    }
    int low = 0;
    int high = (int) (sections.get(Section.RETRACTED_SLOT).byteSize() / Integer.BYTES) - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (intAt(Section.RETRACTED_SLOT, middle) < slot) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return longAt(Section.RETRACTED_REVISION, low);
  }

  @Nullable Double weight(int slot) {
    int rank = weighted.rank(slot);
    return rank == RankBits.NONE
        ? null
        : (Double) sections.get(Section.WEIGHT).getAtIndex(JAVA_DOUBLE, weightCodes.get(rank));
  }

  /** Number of the set of kinds of its mutations; 0: of none. */
  int mutations(int slot) {
    int rank = mutated.rank(slot);
    return rank == RankBits.NONE ? 0 : intAt(Section.MUTATIONS, rank);
  }

  long fingerprint(int slot) {
    int rank = fingerprinted.rank(slot);
    return rank == RankBits.NONE ? Fingerprints.NONE : longAt(Section.EDGE_FINGERPRINT, rank);
  }

  /** The first 64 bits of its id. */
  long prefix(int slot) {
    return longAt(Section.EDGE_PREFIX, slot);
  }

  /** Calls {@code found} with every slot whose edge's id begins so. */
  void withPrefix(long prefix, IntConsumer found) {
    edgeIndex.find(
        prefix,
        slot -> {
          if (prefix(slot) == prefix) {
            found.accept(slot);
          }
          return false;
        });
  }

  // Others.

  /** The time of the first entry that ends at {@code revision} or later; null: there is none. */
  @Nullable Instant timeOf(long revision) {
    int count = (int) (sections.get(Section.TIME_REVISION).byteSize() / Long.BYTES);
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (longAt(Section.TIME_REVISION, middle) < revision) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == count
        ? null
        : Instant.EPOCH.plus(longAt(Section.TIME_MICROS, low), ChronoUnit.MICROS);
  }

  /** The revision that answered the request with this key; 0: none. */
  long answer(long key) {
    int low = 0;
    int high = (int) (sections.get(Section.REQUEST_KEY).byteSize() / Long.BYTES) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = longAt(Section.REQUEST_KEY, middle);
      if (found == key) {
        return longAt(Section.REQUEST_REVISION, middle);
      } else if (found < key) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return 0;
  }

  int intAt(Section section, long index) {
    return sections.get(section).getAtIndex(JAVA_INT, index);
  }

  long longAt(Section section, long index) {
    return sections.get(section).getAtIndex(JAVA_LONG, index);
  }
}
