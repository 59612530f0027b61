package dev.pedigree.graph.service;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.policy.Contents;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.state.ArtifactStates;
import dev.pedigree.graph.topology.TopologyReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contents from the stored states, many in one round trip. For one thread, inside one read. */
final class LoadedContents implements Contents {
  private static final int TOGETHER = 500;

  private final TopologyReader graph;
  private final ArtifactStates states;
  private final long revision;
  private final Map<ArtifactId, ArtifactState> loaded = new HashMap<>();

  LoadedContents(TopologyReader graph, ArtifactStates states, long revision) {
    this.graph = graph;
    this.states = states;
    this.revision = revision;
  }

  @Override
  public void expect(int[] artifacts) {
    List<ArtifactId> missing = new ArrayList<>();
    for (int artifact : artifacts) {
      ArtifactId id = graph.artifactId(artifact);
      if (!loaded.containsKey(id)) {
        missing.add(id);
      }
      if (missing.size() == TOGETHER) {
        loaded.putAll(states.load(missing, revision));
        missing.clear();
      }
    }
    loaded.putAll(states.load(missing, revision));
  }

  @Override
  public ArtifactState of(int artifact) {
    ArtifactId id = graph.artifactId(artifact);
    @Nullable ArtifactState state = loaded.get(id);
    if (state == null) {
      expect(new int[] {artifact});
      state = loaded.get(id);
    }
    if (state == null) {
      throw new IllegalStateException("recorded, but without a state: " + id);
    }
    return state;
  }
}
