package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Moves an artifact to another stage.
 *
 * @param requestId null: the request is not remembered
 * @param artifact its id as it was given
 * @param expectedRevision refused if the artifact or one of its ancestors changed since; null:
 *     whatever happened
 */
public record PromoteRequest(
    @Nullable String requestId,
    String artifact,
    Stage stage,
    @Nullable Long expectedRevision,
    @Nullable String reason) {}
