package dev.pedigree.gateway.edge;

import dev.pedigree.gateway.artifact.FilterInput;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.service.Snapshot;
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
    return new Snapshot.EdgeQuery(
        FilterInput.words(where.get("types")),
        FilterInput.inheritances(where.get("inherits")),
        FilterInput.words(where.get("mutations")),
        FilterInput.artifacts(where.get("child")),
        FilterInput.artifacts(where.get("parent")),
        retracted);
  }
}
