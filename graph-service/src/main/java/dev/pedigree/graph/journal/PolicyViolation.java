package dev.pedigree.graph.journal;

import dev.pedigree.graph.artifact.ArtifactId;
import org.jspecify.annotations.Nullable;

/**
 * What an artifact violated when it was judged.
 *
 * @param offender the artifact that did not meet the policy; null: none in particular
 * @param waived whether it was overlooked
 */
public record PolicyViolation(
    String policy,
    int policyVersion,
    @Nullable ArtifactId offender,
    String message,
    boolean waived) {}
