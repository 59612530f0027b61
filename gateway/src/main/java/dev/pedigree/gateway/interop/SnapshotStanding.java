package dev.pedigree.gateway.interop;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.state.EdgeState;
import dev.pedigree.interop.Standing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is recorded at a revision. */
record SnapshotStanding(Snapshot snapshot) implements Standing {
  @Override
  public Optional<Known> named(ArtifactName name) {
    return snapshot.named(name).flatMap(this::known);
  }

  @Override
  public Optional<Known> known(ArtifactId id) {
    List<String> kinds = snapshot.kinds(id);
    return kinds.isEmpty() ? Optional.empty() : Optional.of(new Known(id, Set.copyOf(kinds)));
  }

  @Override
  public Optional<ArtifactId> newest(String namespace, String name) {
    return snapshot.resolve(new ArtifactName(namespace, name, null));
  }

  @Override
  public Map<ArtifactId, List<ArtifactName>> parents(ArtifactId id) {
    if (!snapshot.contains(id)) {
      return Map.of();
    }
    ArtifactState state = snapshot.artifacts(List.of(id)).get(id);
    List<ArtifactId> ids =
        state == null
            ? List.of()
            : state.parents().values().stream()
                .filter(edge -> edge.retraction() == null)
                .map(EdgeState::parent)
                .distinct()
                .toList();
    Map<ArtifactId, List<ArtifactName>> parents = new LinkedHashMap<>();
    snapshot.artifacts(ids).forEach((parent, it) -> parents.put(parent, it.names()));
    return parents;
  }
}
