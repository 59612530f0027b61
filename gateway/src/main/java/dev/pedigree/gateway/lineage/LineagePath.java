package dev.pedigree.gateway.lineage;

import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.edge.EdgeRef;
import dev.pedigree.graph.lineage.Way;
import dev.pedigree.graph.service.Snapshot;
import java.util.List;

/** A way, the child first. */
public record LineagePath(int length, List<ArtifactRef> artifacts, List<EdgeRef> edges) {
  public LineagePath {
    artifacts = List.copyOf(artifacts);
    edges = List.copyOf(edges);
  }

  /** The way as it stood at a snapshot's revision. */
  public static LineagePath of(Snapshot snapshot, Way way) {
    return new LineagePath(
        way.lengthEdges(),
        way.artifacts().stream().map(id -> new ArtifactRef(snapshot, id)).toList(),
        EdgeRef.all(snapshot, way.edges()));
  }
}
