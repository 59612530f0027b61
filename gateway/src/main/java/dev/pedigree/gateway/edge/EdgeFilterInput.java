package dev.pedigree.gateway.edge;

import dev.pedigree.gateway.artifact.ArtifactFilterInput;
import dev.pedigree.gateway.artifact.Inputs;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.schema.MutationFlavor;
import java.util.Map;

/** An {@code EdgeFilter} input. */
final class EdgeFilterInput {
  private EdgeFilterInput() {}

  static Snapshot.EdgeQuery query(Map<String, ?> where) {
    Object flavors = where.get("flavors");
    return new Snapshot.EdgeQuery(
        Inputs.wordsIfGiven(where.get("types")),
        Inputs.inheritancesIfGiven(where.get("inherits")),
        Inputs.wordsIfGiven(where.get("mutations")),
        flavors == null ? null : Inputs.set(flavors, MutationFlavor::valueOf),
        ArtifactFilterInput.filter(where.get("child"), "where.child"),
        ArtifactFilterInput.filter(where.get("parent"), "where.parent"),
        where.get("opaque") instanceof Boolean opaque ? opaque : null,
        where.get("retracted") instanceof Boolean retracted ? retracted : null);
  }
}
