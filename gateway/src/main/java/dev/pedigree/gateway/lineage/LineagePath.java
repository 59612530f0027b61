package dev.pedigree.gateway.lineage;

import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.edge.EdgeRef;
import dev.pedigree.graph.lineage.Way;
import dev.pedigree.graph.service.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A way, the child first. */
public record LineagePath(int length, List<@Nullable ArtifactRef> artifacts, List<EdgeRef> edges) {
  public LineagePath {
    artifacts = Collections.unmodifiableList(new ArrayList<>(artifacts));
    edges = List.copyOf(edges);
  }

  /**
   * The way as it stood at a snapshot's revision. In the place of an artifact that the caller may
   * not read is null; edges between two such are left out.
   */
  public static LineagePath of(Snapshot snapshot, Way way) {
    List<@Nullable ArtifactRef> artifacts = new ArrayList<>();
    way.artifacts().forEach(id -> artifacts.add(ArtifactRef.existing(snapshot, id)));
    List<EdgeRef> edges = new ArrayList<>();
    for (int i = 0; i < way.edges().size(); i++) {
      if (artifacts.get(i) != null || artifacts.get(i + 1) != null) {
        edges.add(new EdgeRef(snapshot, way.edges().get(i)));
      }
    }
    return new LineagePath(way.lengthEdges(), artifacts, edges);
  }
}
