package dev.pedigree.gateway.edge;

import dev.pedigree.gateway.artifact.ArtifactFilterInput;
import dev.pedigree.gateway.artifact.Inputs;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.schema.MutationFlavor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An {@code EdgeFilter} input. */
final class EdgeFilterInput {
  private EdgeFilterInput() {}

  /**
   * The edges that {@code where} means. If it wants live and retracted ones alike, the live ones
   * come first: the order of the journal holds within each.
   */
  static List<EdgeId> edges(Snapshot snapshot, Map<String, ?> where) {
    if (where.containsKey("retracted") && where.get("retracted") == null) {
      return Stream.of(false, true)
          .flatMap(retracted -> snapshot.edges(query(where, retracted)).stream())
          .toList();
    }
    return snapshot.edges(query(where, Boolean.TRUE.equals(where.get("retracted"))));
  }

  private static Snapshot.EdgeQuery query(Map<String, ?> where, boolean retracted) {
    Object flavors = where.get("flavors");
    return new Snapshot.EdgeQuery(
        Inputs.wordsIfGiven(where.get("types")),
        Inputs.inheritancesIfGiven(where.get("inherits")),
        Inputs.wordsIfGiven(where.get("mutations")),
        flavors == null ? null : Inputs.set(flavors, MutationFlavor::valueOf),
        ArtifactFilterInput.filter(where.get("child"), "where.child"),
        ArtifactFilterInput.filter(where.get("parent"), "where.parent"),
        where.get("opaque") instanceof Boolean opaque ? opaque : null,
        retracted);
  }
}
