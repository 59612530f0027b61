package dev.pedigree.graph.recording;

import org.jspecify.annotations.Nullable;

/**
 * Puts an artifact in doubt or clears it, or takes it or an edge out of the lineage for good.
 *
 * <p>Ids are as they were given. A null request id: the request is not remembered. Reasons are not
 * blank.
 */
public sealed interface StandingRequest {
  @Nullable String requestId();

  String reason();

  /** The artifact is in doubt until it is released. */
  record Quarantine(@Nullable String requestId, String artifact, String reason)
      implements StandingRequest {}

  /** The artifact is in doubt no longer. */
  record Release(@Nullable String requestId, String artifact, String reason)
      implements StandingRequest {}

  /** The artifact should never have been recorded; its edges conduct no longer. */
  record RetractArtifact(@Nullable String requestId, String artifact, String reason)
      implements StandingRequest {}

  /** The edge should never have been recorded. */
  record RetractEdge(@Nullable String requestId, String edge, String reason)
      implements StandingRequest {}
}
