package dev.pedigree.graph.topology;

import dev.pedigree.graph.artifact.EdgeId;
import org.jspecify.annotations.Nullable;

/** An edge in an overlay. An edge that is recorded again after its retraction is another link. */
final class Link {
  final EdgeId id;
  final int type;
  final int child;
  final int parent;
  final @Nullable Double weight;

  /** Number of the set of kinds of its mutations. */
  final int mutations;

  final long fingerprint;
  final long revision;

  /** Number in the overlay of the link of the same edge before this one; -1: none is there. */
  final int earlier;

  /** {@link Topology#NEVER} while it stands. */
  volatile long retractedAt = Topology.NEVER;

  Link(
      EdgeId id,
      int type,
      int child,
      int parent,
      @Nullable Double weight,
      int mutations,
      long fingerprint,
      long revision,
      int earlier) {
    this.id = id;
    this.type = type;
    this.child = child;
    this.parent = parent;
    this.weight = weight;
    this.mutations = mutations;
    this.fingerprint = fingerprint;
    this.revision = revision;
    this.earlier = earlier;
  }

  boolean standsAt(long at) {
    return revision <= at && retractedAt > at;
  }
}
