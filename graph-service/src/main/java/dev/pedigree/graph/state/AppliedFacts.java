package dev.pedigree.graph.state;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.projection.WatermarkStore;
import dev.pedigree.graph.projection.WriteTimes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The facts of artifacts as another projection needs them: complete up to a revision, which the
 * projection {@code state} is waited for to reach.
 */
public final class AppliedFacts {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final CassandraArtifactFacts store;
  private final WatermarkStore watermarks;
  private final Duration timeout;
  private volatile long reached;

  /**
   * Reads from {@code store}.
   *
   * @param timeout how long it waits for the store to reach a revision
   */
  public AppliedFacts(CassandraArtifactFacts store, WatermarkStore watermarks, Duration timeout) {
    this.store = store;
    this.watermarks = watermarks;
    this.timeout = timeout;
  }

  /**
   * All facts of {@code ids} up to {@code asOf}, each list in the order of the journal; an id
   * without any is left out.
   *
   * @throws UnavailableException if the store does not answer, or does not get so far in time
   */
  public Map<ArtifactId, List<Occurrence>> read(Collection<ArtifactId> ids, long asOf) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    await(asOf);
    return store.read(ids, asOf);
  }

  /** What another projection in the same keyspace adds to revisions. */
  public WriteTimes writeTimes(String projection) {
    return watermarks.writeTimes(projection);
  }

  private void await(long revision) {
    long end = System.nanoTime() + timeout.toNanos();
    while (reached < revision) {
      reached = watermarks.read(CassandraArtifactFacts.NAME);
      if (reached >= revision) {
        return;
      }
      if (System.nanoTime() > end) {
        throw new UnavailableException(
            "state is applied up to " + reached + " (expected: " + revision + ")");
      }
      try {
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UnavailableException("interrupted", e);
      }
    }
  }
}
