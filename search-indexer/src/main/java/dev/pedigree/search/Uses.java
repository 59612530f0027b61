package dev.pedigree.search;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.service.EdgeCounts;
import java.time.Duration;

/**
 * How widely artifacts are used, in levels: an artifact has the first one with four edges from
 * children, and the next one with eight times as many. So a document changes seldom, however many
 * children its artifact gets.
 */
final class Uses {
  /** The highest level begins with so many edges. */
  private static final int MOST = 256;

  private static final int BITS_PER_LEVEL = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final EdgeCounts edges;

  Uses(EdgeCounts edges) {
    this.edges = edges;
  }

  /**
   * Waits until {@code revision} can be asked about.
   *
   * @throws UnavailableException if that takes too long
   */
  void await(long revision) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (edges.newestRevision() < revision) {
      if (System.nanoTime() > end) {
        throw new UnavailableException(
            "the edges are known up to revision %d (expected: %d)"
                .formatted(edges.newestRevision(), revision));
      }
      try {
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UnavailableException("interrupted", e);
      }
    }
  }

  /** The level of {@code artifact} at {@code revision}, from 0 on. */
  int level(ArtifactId artifact, long revision) {
    int uses = edges.fromChildren(artifact, MOST, revision);
    return (Integer.SIZE - Integer.numberOfLeadingZeros(uses)) / BITS_PER_LEVEL;
  }
}
