package dev.pedigree.gateway.diff;

import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.lineage.CommonAncestorView;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.diff.LineageDiff;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.service.Snapshot;
import java.util.List;

/** A {@link LineageDiff} as it stood at a snapshot's revision. */
record LineageDiffView(ArtifactRef base, ArtifactRef head, LineageDiff diff) {
  static LineageDiffView of(Snapshot snapshot, ArtifactId base, ArtifactId head, Budget budget) {
    return new LineageDiffView(
        new ArtifactRef(snapshot, base),
        new ArtifactRef(snapshot, head),
        snapshot.diff(base, head, budget));
  }

  Snapshot snapshot() {
    return base.snapshot();
  }

  public long revision() {
    return diff.revision();
  }

  public int shared() {
    return diff.shared();
  }

  public int redactedCount() {
    return diff.redacted();
  }

  public List<CommonAncestorView> nearestCommonAncestors() {
    return CommonAncestorView.all(snapshot(), diff.nearestCommonAncestors());
  }
}
