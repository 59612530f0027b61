package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.state.EdgeState;
import dev.pedigree.graph.state.Occurrence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What questions of lineage need of an artifact as it stood at a revision.
 *
 * @param recorded where it was recorded first
 * @param names oldest first, at least one
 * @param declared its provenance; null: never declared
 * @param createdAt null: not known
 * @param parents edges that are not retracted, in the order of the journal, whether or not the
 *     parent is
 */
record Node(
    ArtifactId id,
    Position recorded,
    Instant recordedAt,
    List<String> kinds,
    List<ArtifactName> names,
    Stage stage,
    boolean quarantined,
    boolean retracted,
    List<String> owners,
    List<Label> labels,
    @Nullable Provenance declared,
    @Nullable Instant createdAt,
    List<ArtifactState.Check> checks,
    List<Link> parents) {

  /** What {@code facts}, all of one artifact, say; empty if it is not recorded by any of them. */
  static Optional<Node> of(List<Occurrence> facts) {
    return ArtifactState.fold(facts).map(state -> of(state, facts));
  }

  private static Node of(ArtifactState state, List<Occurrence> facts) {
    Position recorded =
        facts.stream()
            .filter(at -> at.fact() instanceof Fact.ArtifactRecorded)
            .findFirst()
            .map(Position::of)
            .orElseThrow();
    return new Node(
        state.id(),
        recorded,
        state.recordedAt(),
        state.kinds(),
        state.names(),
        state.stage(),
        state.quarantine() != null,
        state.retraction() != null,
        state.owners(),
        state.labels(),
        state.provenance(),
        state.createdAt(),
        state.checks(),
        links(state, facts));
  }

  private record Key(String type, ArtifactId parent) {}

  private static List<Link> links(ArtifactState state, List<Occurrence> facts) {
    Map<Key, Position> recorded = new HashMap<>();
    for (Occurrence at : facts) {
      if (at.fact() instanceof Fact.EdgeRecorded edge) {
        recorded.put(new Key(edge.type(), edge.parent()), Position.of(at));
      }
    }
    List<Link> links = new ArrayList<>();
    for (EdgeState edge : state.parents().values()) {
      if (edge.retraction() == null) {
        Position at = recorded.get(new Key(edge.type(), edge.parent()));
        links.add(link(edge, Objects.requireNonNull(at)));
      }
    }
    return List.copyOf(links);
  }

  private static Link link(EdgeState edge, Position recorded) {
    return new Link(
        edge.id(),
        recorded,
        edge.type(),
        edge.child(),
        edge.parent(),
        edge.mutations().stream().map(EdgeMutation::kind).collect(Collectors.toSet()));
  }

  /** The first kind that it was recorded as. */
  String kind() {
    return kinds.getFirst();
  }

  Provenance provenance() {
    return Provenance.of(declared, !parents.isEmpty());
  }
}
