package dev.pedigree.search;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How widely artifacts are used, in levels: an artifact has the next one with four times as many
 * edges from children. So a document changes seldom, however many children its artifact gets.
 */
final class Uses {
  /** The highest level begins with so many edges. */
  private static final int MOST = 1_024;

  private static final int BITS_PER_LEVEL = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final Topology topology;

  Uses(Topology topology) {
    this.topology = topology;
  }

  /**
   * Waits until {@code revision} can be asked about.
   *
   * @throws UnavailableException if that takes too long
   */
  void await(long revision) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (topology.newestRevision() < revision) {
      if (System.nanoTime() > end) {
        throw new UnavailableException(
            "the topology is at revision %d (expected: %d)"
                .formatted(topology.newestRevision(), revision));
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
    return topology.read(revision, graph -> level(artifact, graph));
  }

  private static int level(ArtifactId artifact, TopologyReader graph) {
    OptionalInt found = graph.artifact(artifact);
    if (found.isEmpty()) {
      return 0;
    }
    int edges = graph.usesUpTo(MOST, found.getAsInt());
    return (Integer.SIZE - Integer.numberOfLeadingZeros(edges)) / BITS_PER_LEVEL;
  }
}
