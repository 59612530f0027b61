package dev.pedigree.gateway.affected;

import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.journal.ChangeRef;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.lineage.Steps;
import java.time.Instant;
import java.util.List;

/**
 * An artifact to which something happened.
 *
 * @param by it descends from this one, or is it
 * @param remaining how many more the change affects
 * @param operation that tells of it
 */
record AffectedArtifact(
    Affected affected, ArtifactId by, Change of, int remaining, Operation operation) {
  public ArtifactRef artifact() {
    return new ArtifactRef(operation.at(of.revision()), affected.artifact());
  }

  public int depth() {
    return affected.artifact().equals(by)
        ? 0
        : operation
            .at(affected.linked())
            .way(affected.artifact(), by, Steps.ALL, operation.budget())
            .orElseThrow()
            .lengthEdges();
  }

  public List<AffectedEvent> events() {
    return List.copyOf(affected.what());
  }

  public long revision() {
    return of.revision();
  }

  public Instant at() {
    return of.at();
  }

  public ChangeRef change() {
    return new ChangeRef(operation.at(of.revision()), of.revision(), of);
  }
}
