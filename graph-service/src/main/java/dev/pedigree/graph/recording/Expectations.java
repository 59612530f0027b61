package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the kinds of the schema expect of a complete record, held against the graph. */
public final class Expectations {
  private final TypeSystem types;

  public Expectations(TypeSystem types) {
    this.types = types;
  }

  /**
   * What {@code artifact} lacks: of each set, a live parent along one of its edge types. Judged by
   * the kind that it was first recorded as; an ORIGIN lacks nothing.
   */
  public List<Set<String>> lacking(TopologyReader graph, int artifact) {
    Kind kind = types.kinds().get(graph.firstKind(artifact));
    if (kind.expects().isEmpty() || graph.provenance(artifact) == Provenance.ORIGIN) {
      return List.of();
    }
    Set<String> present = new HashSet<>();
    graph.parents(
        artifact, (edge, type, parent) -> present.add(types.edgeTypes().get(type).name()));
    return kind.expects().stream()
        .filter(any -> any.stream().noneMatch(present::contains))
        .toList();
  }
}
