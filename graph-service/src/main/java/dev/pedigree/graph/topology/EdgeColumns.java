package dev.pedigree.graph.topology;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.doubles.DoubleOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Writes the edges in both directions: of each artifact those of the base, then the new ones. */
final class EdgeColumns {
  private final Base base;
  private final Overlay overlay;
  private final long revision;
  private final int artifacts;
  private final int edges;

  /** How many links of the overlay are written. */
  private final int links;

  private final int[] slotOfLink;
  private final BitSet weighted = new BitSet();
  private final DoubleArrayList weights = new DoubleArrayList();
  private final BitSet mutated = new BitSet();
  private final IntArrayList mutations = new IntArrayList();
  private final BitSet fingerprinted = new BitSet();
  private final LongArrayList fingerprints = new LongArrayList();
  private final IntArrayList retracted = new IntArrayList();
  private final LongArrayList retractedAt = new LongArrayList();

  EdgeColumns(Overlay overlay, long revision, int artifacts, int edges) {
    this.base = overlay.base;
    this.overlay = overlay;
    this.revision = revision;
    this.artifacts = artifacts;
    this.edges = edges;
    this.links = edges - base.edges;
    this.slotOfLink = new int[links];
  }

  void write(Sections sections) {
    up(sections);
    down(sections);
    values(sections);
    Ascending.write(
        sections, Section.EDGE_REVISION_ANCHOR, Section.EDGE_REVISION_STEP, edges, this::revisions);
    MemorySegment prefixes = sections.get(Section.EDGE_PREFIX);
    HashIndex.write(
        sections, Section.EDGE_INDEX, edges, slot -> prefixes.getAtIndex(JAVA_LONG, slot));
  }

  private PrimitiveIterator.OfLong revisions() {
    return LongStream.concat(
            LongStream.generate(base.edgeRevisions.iterator()::nextLong).limit(base.edges),
            LongStream.range(0, links).map(link -> overlay.links.get((int) link).revision))
        .iterator();
  }

  /** What the overlay has of it; null: no edge. */
  private @Nullable News news(int artifact) {
    return artifact >= base.artifacts || overlay.isRewired(artifact)
        ? overlay.news(artifact)
        : null;
  }

  private void up(Sections sections) {
    MemorySegment at = sections.ints(Section.UP_AT, artifacts + 1L);
    MemorySegment to = sections.ints(Section.UP_TO, edges);
    MemorySegment types = sections.bytes(Section.UP_TYPE, edges);
    MemorySegment ordinals = sections.ints(Section.UP_EDGE, edges);
    MemorySegment prefixes = sections.longs(Section.EDGE_PREFIX, edges);
    int slot = 0;
    for (int artifact = 0; artifact < artifacts; artifact++) {
      at.setAtIndex(JAVA_INT, artifact, slot);
      if (artifact < base.artifacts) {
        for (int old = base.upFrom(artifact); old < base.upFrom(artifact + 1); old++) {
          byte type = typeByte(base.type(old), overlay.retractedAt(old), slot);
          to.setAtIndex(JAVA_INT, slot, end(base.parent(old), type));
          types.set(JAVA_BYTE, slot, type);
          ordinals.setAtIndex(JAVA_INT, slot, base.ordinal(old));
          prefixes.setAtIndex(JAVA_LONG, slot, base.prefix(old));
          values(slot, base.weight(old), base.mutations(old), base.fingerprint(old));
          slot++;
        }
      }
      News news = news(artifact);
      for (int i = 0; news != null && i < news.parents.size(); i++) {
        int number = news.parents.get(i);
        if (number >= links) {
          break;
        }
        Link link = overlay.links.get(number);
        byte type = typeByte(link.type, link.retractedAt, slot);
        to.setAtIndex(JAVA_INT, slot, end(link.parent, type));
        types.set(JAVA_BYTE, slot, type);
        ordinals.setAtIndex(JAVA_INT, slot, base.edges + number);
        prefixes.setAtIndex(JAVA_LONG, slot, link.id.digest().word0());
        values(slot, link.weight, link.mutations, link.fingerprint);
        slotOfLink[number] = slot++;
      }
    }
    at.setAtIndex(JAVA_INT, artifacts, slot);
  }

  private byte typeByte(int type, long retractedRevision, int slot) {
    if (retractedRevision > revision) {
      return (byte) type;
    }
    retracted.add(slot);
    retractedAt.add(retractedRevision);
    return (byte) (type | Base.RETRACTED);
  }

  /** A walk along all edges then need not look at their types. */
  private static int end(int artifact, byte type) {
    return type < 0 ? artifact | Base.WAS_RETRACTED : artifact;
  }

  private void values(int slot, @Nullable Double weight, int mutationSet, long fingerprint) {
    if (weight != null) {
      weighted.set(slot);
      weights.add(weight.doubleValue());
    }
    if (mutationSet != 0) {
      mutated.set(slot);
      mutations.add(mutationSet);
    }
    if (fingerprint != Fingerprints.NONE) {
      fingerprinted.set(slot);
      fingerprints.add(fingerprint);
    }
  }

  private void down(Sections sections) {
    MemorySegment upAt = sections.get(Section.UP_AT);
    MemorySegment at = sections.ints(Section.DOWN_AT, artifacts + 1L);
    MemorySegment to = sections.ints(Section.DOWN_TO, edges);
    MemorySegment slots = sections.ints(Section.DOWN_SLOT, edges);
    int next = 0;
    for (int artifact = 0; artifact < artifacts; artifact++) {
      at.setAtIndex(JAVA_INT, artifact, next);
      if (artifact < base.artifacts) {
        for (int old = base.downFrom(artifact); old < base.downFrom(artifact + 1); old++) {
          int child = base.childBelow(old);
          int moved = upAt.getAtIndex(JAVA_INT, child) - base.upFrom(child);
          to.setAtIndex(JAVA_INT, next, child);
          slots.setAtIndex(JAVA_INT, next, base.downSlot.getAtIndex(JAVA_INT, old) + moved);
          next++;
        }
      }
      News news = news(artifact);
      for (int i = 0; news != null && i < news.children.size(); i++) {
        int number = news.children.get(i);
        if (number >= links) {
          break;
        }
        to.setAtIndex(JAVA_INT, next, overlay.links.get(number).child);
        slots.setAtIndex(JAVA_INT, next, slotOfLink[number]);
        next++;
      }
    }
    at.setAtIndex(JAVA_INT, artifacts, next);
    downTypes(sections);
  }

  private void downTypes(Sections sections) {
    MemorySegment upTypes = sections.get(Section.UP_TYPE);
    MemorySegment slots = sections.get(Section.DOWN_SLOT);
    MemorySegment types = sections.bytes(Section.DOWN_TYPE, edges);
    MemorySegment to = sections.get(Section.DOWN_TO);
    for (int at = 0; at < edges; at++) {
      byte type = upTypes.get(JAVA_BYTE, slots.getAtIndex(JAVA_INT, at));
      types.set(JAVA_BYTE, at, type);
      to.setAtIndex(JAVA_INT, at, end(to.getAtIndex(JAVA_INT, at), type));
    }
  }

  private void values(Sections sections) {
    RankBits.write(sections, Section.WEIGHT_BITS, Section.WEIGHT_RANK, weighted, edges);
    weights(sections);
    RankBits.write(sections, Section.MUTATIONS_BITS, Section.MUTATIONS_RANK, mutated, edges);
    MemorySegment mutation = sections.ints(Section.MUTATIONS, mutations.size());
    MemorySegment.copy(mutations.elements(), 0, mutation, JAVA_INT, 0, mutations.size());
    RankBits.write(
        sections,
        Section.EDGE_FINGERPRINT_BITS,
        Section.EDGE_FINGERPRINT_RANK,
        fingerprinted,
        edges);
    longs(sections, Section.EDGE_FINGERPRINT, fingerprints);
    MemorySegment slots = sections.ints(Section.RETRACTED_SLOT, retracted.size());
    MemorySegment.copy(retracted.elements(), 0, slots, JAVA_INT, 0, retracted.size());
    longs(sections, Section.RETRACTED_REVISION, retractedAt);
  }

  /** There are far fewer weights than edges: each is kept once. */
  private void weights(Sections sections) {
    double[] distinct = new DoubleOpenHashSet(weights).toDoubleArray();
    Arrays.sort(distinct);
    MemorySegment table = sections.longs(Section.WEIGHT, distinct.length);
    MemorySegment.copy(distinct, 0, table, JAVA_DOUBLE, 0, distinct.length);
    Narrow.write(
        sections,
        Section.WEIGHT_CODE,
        weights.size(),
        distinct.length,
        weight -> Arrays.binarySearch(distinct, weights.getDouble(weight)));
  }

  private static void longs(Sections sections, Section section, LongArrayList values) {
    MemorySegment segment = sections.longs(section, values.size());
    MemorySegment.copy(values.elements(), 0, segment, JAVA_LONG, 0, values.size());
  }
}
