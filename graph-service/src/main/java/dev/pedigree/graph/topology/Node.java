package dev.pedigree.graph.topology;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An artifact in memory. Guarded by the topology's lock. */
final class Node {
  /** A fingerprint that is not kept: the state has to be looked up. */
  static final long LOOK_UP = Long.MIN_VALUE;

  final ArtifactId id;
  final long revision;
  final int recordedBy;
  final History<Integer> kinds = new History<>();
  final History<ArtifactName> names = new History<>();
  final History<Stage> stages = new History<>();
  final History<Boolean> quarantined = new History<>();
  final History<Provenance> provenance = new History<>();
  final History<TopologyReader.CheckMark> checks = new History<>();
  final History<List<Label>> labels = new History<>();
  final History<List<String>> owners = new History<>();
  final @Nullable Instant createdAt;
  final History<Long> attributeFingerprints = new History<>();
  final History<Long> descriptionFingerprints = new History<>();

  /** Edges in the order of recording. */
  final IntArrayList parents = new IntArrayList(2);

  final IntArrayList children = new IntArrayList(0);

  /** {@link Topology#NEVER} while it stands. */
  long retractedAt = Topology.NEVER;

  /** Of the newest fact about it or one of its edges to parents. */
  long touchedAt;

  Node(ArtifactId id, long revision, int recordedBy, @Nullable Instant createdAt) {
    this.id = id;
    this.revision = revision;
    this.recordedBy = recordedBy;
    this.createdAt = createdAt;
    this.touchedAt = revision;
  }

  boolean standsAt(long at) {
    return revision <= at && retractedAt > at;
  }
}
