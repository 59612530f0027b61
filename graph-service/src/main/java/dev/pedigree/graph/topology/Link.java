package dev.pedigree.graph.topology;

import dev.pedigree.graph.artifact.EdgeId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An edge in memory. An edge that is recorded again after its retraction is another link. Guarded
 * by the lock.
 */
final class Link {
  final EdgeId id;
  final int type;
  final int child;
  final int parent;
  final @Nullable Double weight;
  final Set<String> mutations;
  final long fingerprint;
  final long revision;

  /** Ordinal of the link of the same edge before this one; -1: this is the first. */
  final int earlier;

  /** {@link Topology#NEVER} while it stands. */
  long retractedAt = Topology.NEVER;

  Link(
      EdgeId id,
      int type,
      int child,
      int parent,
      @Nullable Double weight,
      Set<String> mutations,
      long fingerprint,
      long revision,
      int earlier) {
    this.id = id;
    this.type = type;
    this.child = child;
    this.parent = parent;
    this.weight = weight;
    this.mutations = Set.copyOf(mutations);
    this.fingerprint = fingerprint;
    this.revision = revision;
    this.earlier = earlier;
  }

  boolean standsAt(long at) {
    return revision <= at && retractedAt > at;
  }
}
