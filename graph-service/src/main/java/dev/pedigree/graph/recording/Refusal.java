package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.ArtifactId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why something was refused, and where.
 *
 * @param message holds the name, the value and what was expected
 * @param path in the input, such as {@code input.artifacts[3].model.parents[0]}; null: the whole of
 *     it
 * @param cycle for CYCLE: the way that would close, from the child up to itself; else empty
 */
public record Refusal(
    ErrorCode code, String message, @Nullable String path, List<ArtifactId> cycle) {
  public Refusal {
    cycle = List.copyOf(cycle);
  }

  public Refusal(ErrorCode code, String message, @Nullable String path) {
    this(code, message, path, List.of());
  }
}
