package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.topology.TopologyReader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why something was refused, and where.
 *
 * @param message holds the name, the value and what was expected
 * @param path in the input, such as {@code input.artifacts[3].model.parents[0]}; null: the whole of
 *     it
 * @param cycle for CYCLE: the way that would close, from the child up to itself, without what the
 *     caller may not read; else empty
 */
public record Refusal(
    ErrorCode code, String message, @Nullable String path, List<ArtifactId> cycle) {
  public Refusal {
    cycle = List.copyOf(cycle);
  }

  public Refusal(ErrorCode code, String message, @Nullable String path) {
    this(code, message, path, List.of());
  }

  /** Of what nothing new may be made and what may not be promoted; empty: it is not such. */
  public static Optional<Refusal> ofUnusable(TopologyReader graph, int artifact, String path) {
    ArtifactId id = graph.artifactId(artifact);
    if (graph.retracted(artifact)) {
      return Optional.of(
          new Refusal(ErrorCode.RETRACTED, id + " is retracted (expected: one that is not)", path));
    }
    return graph.quarantined(artifact)
        ? Optional.of(
            new Refusal(
                ErrorCode.QUARANTINED, id + " is quarantined (expected: one that is not)", path))
        : Optional.empty();
  }
}
