package dev.pedigree.graph.topology;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An artifact in an overlay, as it was recorded first. */
final class Node extends News {
  final ArtifactId id;
  final long revision;
  final int recordedBy;
  final int kind;
  final ArtifactName name;
  final @Nullable Instant createdAt;
  final long attributeFingerprint;
  final long descriptionFingerprint;

  Node(
      ArtifactId id,
      long revision,
      int recordedBy,
      int kind,
      ArtifactName name,
      @Nullable Instant createdAt,
      long attributeFingerprint,
      long descriptionFingerprint) {
    this.id = id;
    this.revision = revision;
    this.recordedBy = recordedBy;
    this.kind = kind;
    this.name = name;
    this.createdAt = createdAt;
    this.attributeFingerprint = attributeFingerprint;
    this.descriptionFingerprint = descriptionFingerprint;
  }
}
