package dev.pedigree.graph.topology;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.pedigree.graph.artifact.Digest;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Writes what artifacts were recorded with. */
final class ArtifactColumns {
  private final Base base;
  private final Overlay overlay;
  private final Vocabulary vocabulary;
  private final int count;

  ArtifactColumns(Overlay overlay, Vocabulary vocabulary, int count) {
    this.base = overlay.base;
    this.overlay = overlay;
    this.vocabulary = vocabulary;
    this.count = count;
  }

  private Node node(int artifact) {
    return overlay.nodes.get(artifact - base.artifacts);
  }

  void write(Sections sections) {
    ids(sections);
    Narrow.write(
        sections,
        Section.KIND,
        count,
        vocabulary.kinds.size(),
        artifact -> artifact < base.artifacts ? base.kinds.get(artifact) : node(artifact).kind);
    Narrow.write(
        sections,
        Section.RECORDED_BY,
        count,
        vocabulary.tools.size(),
        artifact ->
            artifact < base.artifacts ? base.recordedBy(artifact) : node(artifact).recordedBy);
    Ascending.write(
        sections,
        Section.ARTIFACT_REVISION_ANCHOR,
        Section.ARTIFACT_REVISION_STEP,
        count,
        this::revisions);
    fingerprints(sections);
    created(sections);
  }

  private PrimitiveIterator.OfLong revisions() {
    return LongStream.concat(
            LongStream.generate(base.artifactRevisions.iterator()::nextLong).limit(base.artifacts),
            LongStream.range(base.artifacts, count).map(a -> node((int) a).revision))
        .iterator();
  }

  private void ids(Sections sections) {
    MemorySegment ids = sections.bytes(Section.ARTIFACT_ID, (long) Digest.BYTES * count);
    MemorySegment.copy(
        base.sections.get(Section.ARTIFACT_ID), 0, ids, 0, (long) Digest.BYTES * base.artifacts);
    for (int artifact = base.artifacts; artifact < count; artifact++) {
      Digest digest = node(artifact).id.digest();
      ids.setAtIndex(Base.DIGEST_WORD, 4L * artifact, digest.word0());
      ids.setAtIndex(Base.DIGEST_WORD, 4L * artifact + 1, digest.word1());
      ids.setAtIndex(Base.DIGEST_WORD, 4L * artifact + 2, digest.word2());
      ids.setAtIndex(Base.DIGEST_WORD, 4L * artifact + 3, digest.word3());
    }
    HashIndex.write(
        sections,
        Section.ARTIFACT_INDEX,
        count,
        artifact -> ids.getAtIndex(Base.DIGEST_WORD, 4L * artifact));
  }

  private void fingerprints(Sections sections) {
    MemorySegment attributes = sections.longs(Section.ATTRIBUTE_FINGERPRINT, count);
    MemorySegment descriptions = sections.longs(Section.DESCRIPTION_FINGERPRINT, count);
    for (int artifact = 0; artifact < count; artifact++) {
      boolean known = artifact < base.artifacts;
      attributes.setAtIndex(
          JAVA_LONG,
          artifact,
          known ? base.attributeFingerprint(artifact) : node(artifact).attributeFingerprint);
      descriptions.setAtIndex(
          JAVA_LONG,
          artifact,
          known ? base.descriptionFingerprint(artifact) : node(artifact).descriptionFingerprint);
    }
  }

  private void created(Sections sections) {
    BitSet known = new BitSet(count);
    for (int artifact = 0; artifact < count; artifact++) {
      known.set(artifact, createdAt(artifact) != null);
    }
    RankBits.write(sections, Section.CREATED_BITS, Section.CREATED_RANK, known, count);
    MemorySegment micros = sections.longs(Section.CREATED_MICROS, known.cardinality());
    long at = 0;
    for (int artifact = 0; artifact < count; artifact++) {
      Instant created = createdAt(artifact);
      if (created != null) {
        micros.setAtIndex(JAVA_LONG, at++, ChronoUnit.MICROS.between(Instant.EPOCH, created));
      }
    }
  }

  private @Nullable Instant createdAt(int artifact) {
    return artifact < base.artifacts ? base.createdAt(artifact) : node(artifact).createdAt;
  }
}
