package dev.pedigree.graph.policy;

import dev.pedigree.graph.artifact.ArtifactId;
import java.time.Instant;

/**
 * A violation is known and accepted for a while.
 *
 * @param artifact whose promotion it lets through, or whose fault it overlooks
 * @param until from then on it no longer counts
 * @param revision of the change that granted it
 */
public record Waiver(
    String policy, ArtifactId artifact, String reason, Instant until, String by, long revision) {}
