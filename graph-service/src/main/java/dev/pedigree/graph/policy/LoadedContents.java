package dev.pedigree.graph.policy;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.topology.TopologyReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Contents from stored states, many in one round trip. For one thread, inside one read. */
public final class LoadedContents implements Contents {
  private static final int TOGETHER = 500;

  /** So many may be kept before others are asked for. */
  private static final int MOST_KEPT = 16_384;

  private final TopologyReader graph;
  private final Function<Collection<ArtifactId>, Map<ArtifactId, ArtifactState>> states;
  private final Map<ArtifactId, ArtifactState> loaded = new HashMap<>();

  /**
   * Loads nothing yet.
   *
   * @param states of artifacts at the revision of {@code graph}
   */
  public LoadedContents(
      TopologyReader graph,
      Function<Collection<ArtifactId>, Map<ArtifactId, ArtifactState>> states) {
    this.graph = graph;
    this.states = states;
  }

  @Override
  public void expect(int[] artifacts) {
    if (loaded.size() > MOST_KEPT) {
      loaded.clear();
    }
    List<ArtifactId> missing = new ArrayList<>();
    for (int artifact : artifacts) {
      ArtifactId id = graph.artifactId(artifact);
      if (!loaded.containsKey(id)) {
        missing.add(id);
      }
      if (missing.size() == TOGETHER) {
        loaded.putAll(states.apply(missing));
        missing.clear();
      }
    }
    if (!missing.isEmpty()) {
      loaded.putAll(states.apply(missing));
    }
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
