package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.propertygraph.GraphBatch.VertexWrite;
import dev.pedigree.graph.propertygraph.GraphVerifier.Expected;
import dev.pedigree.graph.state.ArtifactState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts vertices right: removes what is wrong of them and writes them anew with all their edges, in
 * a transaction each. For one thread.
 */
final class GraphRepair {
  private static final int VERTICES_PER_TRANSACTION = 500;

  private final GraphWriter writer;
  private final long revision;
  private final Set<ArtifactId> damaged = new HashSet<>();
  private final List<String> extra = new ArrayList<>();

  /** Writes at the time of {@code revision}. */
  GraphRepair(GraphWriter writer, long revision) {
    this.writer = writer;
    this.revision = revision;
  }

  void damaged(ArtifactId id) {
    damaged.add(id);
  }

  void extra(String id) {
    extra.add(id);
  }

  /** Puts right what was damaged since the last call. */
  void putRight(Map<ArtifactId, Expected> expected) {
    if (damaged.isEmpty()) {
      return;
    }
    GraphBatch.Part part = new GraphBatch.Part();
    Map<EdgeId, EdgeView> edges = new HashMap<>();
    Set<String> present = new HashSet<>();
    for (ArtifactId id : damaged) {
      Expected journal = expected.getOrDefault(id, new Expected());
      journal.fromChildren.forEach((edge, state) -> edges.put(edge, EdgeView.of(state)));
      ArtifactState.fold(journal.facts)
          .ifPresent(
              state -> {
                present.add(id.toString());
                part.vertices().add(new VertexWrite.Whole(VertexView.of(state)));
                state.parents().forEach((edge, parent) -> edges.put(edge, EdgeView.of(parent)));
              });
    }
    part.edges().addAll(edges.values());
    writer.removeWrong(
        damaged.stream().map(ArtifactId::toString).toList(), wanted(present, edges), revision);
    writer.write(part, revision);
    damaged.clear();
  }

  /** Removes what was extra. */
  void removeExtra() {
    for (int from = 0; from < extra.size(); from += VERTICES_PER_TRANSACTION) {
      List<String> some =
          extra.subList(from, Math.min(extra.size(), from + VERTICES_PER_TRANSACTION));
      writer.removeWrong(some, wanted(Set.of(), Map.of()), revision);
    }
    extra.clear();
  }

  private static GraphWriter.Wanted wanted(Set<String> vertices, Map<EdgeId, EdgeView> edges) {
    return new GraphWriter.Wanted() {
      @Override
      public boolean vertex(String id) {
        return vertices.contains(id);
      }

      @Override
      public boolean edge(EdgeView edge) {
        return edge.equals(edges.get(edge.id()));
      }
    };
  }
}
