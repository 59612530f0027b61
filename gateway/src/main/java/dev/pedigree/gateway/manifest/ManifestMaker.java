package dev.pedigree.gateway.manifest;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.scalar.Json;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.state.EdgeState;
import dev.pedigree.interop.manifest.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Makes the manifest of one artifact at one revision. For one thread, once. */
final class ManifestMaker {
  /** More would be no document that anybody keeps beside a file. */
  private static final int MAX_PARENTS = 10_000;

  private final Snapshot snapshot;
  private final LongFunction<String> entryHash;
  private final Map<Long, String> hashes = new HashMap<>();

  /**
   * Reads at {@code snapshot}.
   *
   * @param entryHash of the entry that holds a revision, in hexadecimal
   */
  ManifestMaker(Snapshot snapshot, LongFunction<String> entryHash) {
    this.snapshot = snapshot;
    this.entryHash = entryHash;
  }

  /**
   * Of {@code artifact}, which must be recorded.
   *
   * @throws RefusedException with TOO_LARGE if it has more parents than a manifest may
   */
  Manifest make(ArtifactId artifact) {
    ArtifactState state = snapshot.artifacts(List.of(artifact)).get(artifact);
    if (state == null) {
      throw new IllegalStateException("no state of " + artifact);
    }
    List<EdgeId> edges = snapshot.parents(artifact, null, 0, MAX_PARENTS + 1).ids();
    if (edges.size() > MAX_PARENTS) {
      throw new RefusedException(
          ErrorCode.TOO_LARGE,
          "manifest: more than " + MAX_PARENTS + " parents (expected: at most so many)",
          null);
    }
    List<Manifest.Parent> parents = parents(state, edges);
    return new Manifest(
        state.id(),
        state.changed().revision(),
        state.kinds(),
        state.names(),
        state.digest(),
        state.unhashed(),
        state.createdAt(),
        state.description(),
        state.provenance(),
        state.owners(),
        state.labels(),
        state.stage(),
        Json.object(state.attributes()),
        recorded(state.revision(), state.recordedAt(), state.recordedBy()),
        parents,
        hidden(edges, parents),
        state.checks().stream().map(this::check).toList(),
        mark(state.quarantine()),
        mark(state.retraction()));
  }

  private List<Manifest.Parent> parents(ArtifactState state, List<EdgeId> edges) {
    List<EdgeState> standing = new ArrayList<>();
    for (EdgeId id : edges) {
      EdgeState edge = state.parents().get(id);
      if (edge != null && snapshot.contains(edge.parent())) {
        standing.add(edge);
      }
    }
    Map<ArtifactId, ArtifactState> states =
        snapshot.artifacts(standing.stream().map(EdgeState::parent).toList());
    List<Manifest.Parent> parents = new ArrayList<>();
    for (EdgeState edge : standing) {
      ArtifactState parent = states.get(edge.parent());
      if (parent != null) {
        parents.add(parent(edge, parent));
      }
    }
    return parents;
  }

  private Manifest.Parent parent(EdgeState edge, ArtifactState parent) {
    return new Manifest.Parent(
        edge.type(),
        new Manifest.Node(
            parent.id(),
            parent.kind(),
            parent.names().getFirst(),
            parent.digest(),
            parent.unhashed()),
        edge.weight(),
        edge.mutations(),
        Json.object(edge.attributes()),
        recorded(edge.revision(), edge.recordedAt(), edge.recordedBy()));
  }

  /** How many live edges lead to parents that the reader may not read. */
  private int hidden(List<EdgeId> edges, List<Manifest.Parent> shown) {
    return snapshot.reads().everywhere() ? 0 : Math.max(0, edges.size() - shown.size());
  }

  private Manifest.Check check(ArtifactState.Check check) {
    return new Manifest.Check(
        check.name(),
        check.version(),
        check.outcome(),
        check.evidence(),
        recorded(check.revision(), check.recordedAt(), check.recordedBy()),
        mark(check.revoked()));
  }

  private Manifest.@Nullable Mark mark(ArtifactState.@Nullable Mark mark) {
    return mark == null
        ? null
        : new Manifest.Mark(mark.reason(), recorded(mark.revision(), mark.at(), mark.by()));
  }

  private Manifest.Recorded recorded(long revision, Instant at, String by) {
    return new Manifest.Recorded(
        revision, at, by, hashes.computeIfAbsent(revision, entryHash::apply));
  }
}
