package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.schema.TypeSystem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Lineage as one would write it down: every depth is found by relaxing all edges until nothing
 * changes.
 */
final class Reference {
  private Reference() {}

  /** Depths of what is answered; empty if the start is not recorded. */
  static Optional<Map<ArtifactId, Integer>> walk(
      List<Change> history, LineageQuery query, long asOf, TypeSystem types) {
    State state = new State(history, asOf);
    if (!state.kinds.containsKey(query.start())) {
      return Optional.empty();
    }
    Map<ArtifactId, Integer> depths = new HashMap<>();
    depths.put(query.start(), 0);
    for (int round = 0; round <= state.kinds.size(); round++) {
      for (Fact.EdgeRecorded edge : state.edges.values()) {
        if (follows(state, edge, query, types)) {
          boolean up = query.direction() == Direction.ANCESTORS;
          ArtifactId from = up ? edge.child() : edge.parent();
          ArtifactId to = up ? edge.parent() : edge.child();
          Integer depth = depths.get(from);
          if (depth != null && depth < query.steps().maxDepthEdges()) {
            depths.merge(to, depth + 1, Math::min);
          }
        }
      }
    }
    depths.remove(query.start());
    Map<ArtifactId, Integer> answered = new TreeMap<>();
    depths.forEach(
        (id, depth) -> {
          if (!(query.where() instanceof ArtifactFilter.Kinds kinds)
              || kinds.names().contains(state.kinds.get(id))) {
            answered.put(id, depth);
          }
        });
    return Optional.of(answered);
  }

  private static boolean follows(
      State state, Fact.EdgeRecorded edge, LineageQuery query, TypeSystem types) {
    if (state.retracted.contains(edge.child()) || state.retracted.contains(edge.parent())) {
      return false;
    }
    if (query.steps().edgeTypes() != null && !query.steps().edgeTypes().contains(edge.type())) {
      return false;
    }
    return query.steps().inherits() == null
        || types
            .edgeType(edge.type())
            .orElseThrow()
            .inheritedAlong(
                types.kind(Objects.requireNonNull(state.kinds.get(edge.child()))).orElseThrow())
            .stream()
            .anyMatch(query.steps().inherits()::contains);
  }

  static boolean isRecorded(List<Change> history, ArtifactId id, long asOf) {
    return new State(history, asOf).kinds.containsKey(id);
  }

  static boolean stands(List<Change> history, EdgeId edge) {
    return new State(history, Long.MAX_VALUE).edges.containsKey(edge);
  }

  static Optional<Fact.EdgeRecorded> anyStandingEdge(List<Change> history, Random random) {
    List<Fact.EdgeRecorded> edges =
        new ArrayList<>(new State(history, Long.MAX_VALUE).edges.values());
    return edges.isEmpty()
        ? Optional.empty()
        : Optional.of(edges.get(random.nextInt(edges.size())));
  }

  private static final class State {
    final Map<ArtifactId, String> kinds = new LinkedHashMap<>();
    final Map<EdgeId, Fact.EdgeRecorded> edges = new LinkedHashMap<>();
    final List<ArtifactId> retracted = new ArrayList<>();

    State(List<Change> history, long asOf) {
      for (Change change : history) {
        if (change.revision() <= asOf) {
          change.facts().forEach(this::apply);
        }
      }
    }

    private void apply(Fact fact) {
      switch (fact) {
        case Fact.ArtifactRecorded f -> kinds.put(f.artifact(), f.kind());
        case Fact.EdgeRecorded f -> edges.put(f.edge(), f);
        case Fact.EdgeRetracted f -> edges.remove(f.edge());
        case Fact.ArtifactRetracted f -> retracted.add(f.artifact());
        default -> {}
      }
    }
  }
}
