package dev.pedigree.gateway.lineage;

import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.graph.lineage.CommonAncestor;
import dev.pedigree.graph.service.Snapshot;
import java.util.List;

/** An artifact, and how far it is from each that was asked about. */
public record CommonAncestorView(ArtifactRef artifact, List<Integer> distances) {
  public CommonAncestorView {
    distances = List.copyOf(distances);
  }

  /** All of them, as they stood at a snapshot's revision. */
  public static List<CommonAncestorView> all(Snapshot snapshot, List<CommonAncestor> ancestors) {
    return ancestors.stream()
        .map(
            it ->
                new CommonAncestorView(
                    new ArtifactRef(snapshot, it.artifact()), it.distancesEdges()))
        .toList();
  }
}
