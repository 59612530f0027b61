package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes what is known of an artifact. What is null stays as it is.
 *
 * @param artifact its id as it was given
 * @param attributes a JSON merge patch: a null removes
 * @param revokeCheck null: none
 */
public record AmendRequest(
    @Nullable String requestId,
    String artifact,
    List<Label> labels,
    List<String> removeLabels,
    @Nullable List<String> owners,
    @Nullable String description,
    Map<String, @Nullable Object> attributes,
    @Nullable Provenance provenance,
    @Nullable CheckRef revokeCheck,
    @Nullable String reason) {
  /** A check of the artifact, by name and version. */
  public record CheckRef(String name, int version) {}
}
