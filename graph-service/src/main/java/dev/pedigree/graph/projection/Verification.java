package dev.pedigree.graph.projection;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison of every projection with the journal found.
 *
 * @param revision up to which they were compared
 */
public record Verification(long revision, List<Progress> results) {
  public Verification {
    results = List.copyOf(results);
  }

  /** Whether nothing differs. */
  public boolean clean() {
    return results.stream().allMatch(result -> result.differences() == 0);
  }

  /**
   * How far the comparison of one projection is.
   *
   * @param projection its name, or {@code journal} for the hash chain itself
   * @param checked how many changes, artifacts and edges so far
   * @param done whether that is all
   * @param message the newest difference, or what is going on
   */
  public record Progress(
      String projection, long checked, long differences, boolean done, String message) {}

  /**
   * The last comparison of one projection, or of the journal.
   *
   * @param endedAt when it was over
   * @param cleanAt when one was over that found no difference; null: none ever was
   * @param differences that the last one found
   */
  public record Last(Instant endedAt, @Nullable Instant cleanAt, long differences) {}

  /** Hears what a projection finds. */
  public interface Report {
    void checked(long more);

    void difference(String message);
  }
}
