package dev.pedigree.gateway.lineage;

import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.edge.EdgeRef;
import dev.pedigree.graph.lineage.Drawing;
import dev.pedigree.graph.lineage.Truncation;
import dev.pedigree.graph.service.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A drawing as GraphQL shows it. */
record LineageGraphView(Snapshot snapshot, Drawing drawing) {
  public List<Node> nodes() {
    return drawing.nodes().stream()
        .map(
            node ->
                new Node(
                    new ArtifactRef(snapshot, node.artifact()),
                    node.layer(),
                    node.hiddenParents(),
                    node.hiddenChildren()))
        .toList();
  }

  public List<EdgeRef> edges() {
    return EdgeRef.all(snapshot, drawing.edges());
  }

  public int layers() {
    return drawing.layers();
  }

  public int totalCount() {
    return drawing.total();
  }

  public long revision() {
    return drawing.revision();
  }

  public @Nullable Truncation truncated() {
    return drawing.truncation();
  }

  /** An artifact in the picture. */
  record Node(ArtifactRef artifact, int layer, int hiddenParents, int hiddenChildren) {}
}
