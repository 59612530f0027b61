package dev.pedigree.graph.policy;

import dev.pedigree.graph.artifact.ArtifactId;
import org.jspecify.annotations.Nullable;

/**
 * What an artifact violates.
 *
 * @param offender the artifact that does not meet the rule; null: there is none in particular
 * @param waiver null: it is not waived
 */
public record Violation(
    Policy policy,
    ArtifactId artifact,
    @Nullable ArtifactId offender,
    String message,
    @Nullable Waiver waiver) {
  /** Whether it stands in a promotion's way. */
  public boolean blocks() {
    return policy.severity() == Severity.BLOCK && waiver == null;
  }
}
