package dev.pedigree.graph.recording;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Changes which policies are in force, or overlooks a violation. A null request id: not remembered.
 */
public sealed interface PolicyRequest {
  @Nullable String requestId();

  /**
   * A policy comes into force, or a version of one.
   *
   * @param source YAML
   */
  record Publish(@Nullable String requestId, String source) implements PolicyRequest {}

  /** A policy is in force no longer. */
  record Retire(@Nullable String requestId, String policy, String reason)
      implements PolicyRequest {}

  /**
   * That an artifact violates a policy, or makes others violate it, is overlooked.
   *
   * @param artifact its id as it was given
   * @param until from then on it counts again
   */
  record Waive(
      @Nullable String requestId, String policy, String artifact, String reason, Instant until)
      implements PolicyRequest {}
}
