package dev.pedigree.interop.cyclonedx;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import it.unimi.dsi.fastutil.longs.Long2IntMap;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which artifact each {@code bom-ref} is. Some fifty bytes for each: a bill of materials is read in
 * little memory, however many components it has.
 */
final class References {
  private static final int NONE = -1;

  private final Long2IntMap places = new Long2IntOpenHashMap();
  private final LongArrayList words = new LongArrayList();
  private final List<String> kinds = new ArrayList<>();

  References() {
    places.defaultReturnValue(NONE);
  }

  /** What a {@code bom-ref} stands for. */
  record Target(ArtifactId id, String kind) {}

  /** False: something has that {@code bom-ref} already. */
  boolean add(String ref, Target target) {
    if (places.putIfAbsent(key(ref), kinds.size()) != NONE) {
      return false;
    }
    Digest digest = target.id().digest();
    words.add(digest.word0());
    words.add(digest.word1());
    words.add(digest.word2());
    words.add(digest.word3());
    kinds.add(target.kind());
    return true;
  }

  Optional<Target> find(String ref) {
    int place = places.get(key(ref));
    if (place == NONE) {
      return Optional.empty();
    }
    int at = place * 4;
    Digest digest =
        new Digest(
            words.getLong(at), words.getLong(at + 1), words.getLong(at + 2), words.getLong(at + 3));
    return Optional.of(new Target(new ArtifactId(digest), kinds.get(place)));
  }

  private static long key(String ref) {
    return Digest.of(ref).word0();
  }
}
