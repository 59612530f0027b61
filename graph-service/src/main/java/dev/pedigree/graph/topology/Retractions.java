package dev.pedigree.graph.topology;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The artifacts that were retracted, and when: few. One thread writes, others read. */
final class Retractions {
  private static final long[] NONE = {};

  private final Map<Integer, Long> revisions = new ConcurrentHashMap<>();

  /** A bit for each that was retracted at some time. */
  private volatile long[] bits = NONE;

  /** Those of {@code base}. */
  Retractions(Base base) {
    MemorySegment properties = base.sections.get(Section.EVENT_PROPERTY);
    if (contains(properties)) {
      for (int artifact = 0; artifact < base.artifacts; artifact++) {
        addThoseOf(base, artifact);
      }
    }
  }

  private void addThoseOf(Base base, int artifact) {
    int having = base.withEvents(artifact);
    if (having != RankBits.NONE) {
      for (int event = base.eventsFrom(having); event < base.eventsTo(having); event++) {
        if (base.eventProperty(event) == Property.RETRACTED) {
          add(artifact, base.eventRevision(event));
        }
      }
    }
  }

  @SuppressWarnings("EnumOrdinal") // as it is stored
  private static boolean contains(MemorySegment properties) {
    byte wanted = (byte) Property.RETRACTED.ordinal();
    for (long event = 0; event < properties.byteSize(); event++) {
      if (properties.get(JAVA_BYTE, event) == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code artifact} is retracted at {@code revision}. */
  boolean at(int artifact, long revision) {
    long[] words = bits;
    int word = artifact >> 6;
    return word < words.length
        && (words[word] >> artifact & 1) != 0
        && revisions.getOrDefault(artifact, Topology.NEVER) <= revision;
  }

  boolean isEmpty() {
    return bits.length == 0;
  }

  /** Keeps the first of several; false: it was retracted before. */
  boolean add(int artifact, long revision) {
    if (revisions.putIfAbsent(artifact, revision) != null) {
      return false;
    }
    int word = artifact >> 6;
    long[] words = Arrays.copyOf(bits, Math.max(bits.length, word + 1));
    words[word] |= 1L << artifact;
    bits = words;
    return true;
  }

  void remove(int artifact) {
    revisions.remove(artifact);
  }
}
