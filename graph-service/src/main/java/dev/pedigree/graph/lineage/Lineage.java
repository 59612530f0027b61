package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole answer to a {@link LineageQuery}: nearest first, ties in the order of the journal,
 * without the start.
 */
public interface Lineage {
  /** The revision that it was read at. */
  long revision();

  /** How many artifacts were found, whatever the page. */
  int total();

  /** How many more were found that the caller may not read. */
  int redacted();

  /** Null: complete. */
  @Nullable Truncation truncation();

  /** The ids from {@code offset} on, at most {@code limit}; empty behind the end. */
  List<ArtifactId> ids(int offset, int limit);

  /** The hits from {@code offset} on, at most {@code limit}; empty behind the end. */
  List<Hit> hits(int offset, int limit);

  /** Counts of the whole answer, the largest first, then by key; depths in order. */
  Map<String, Integer> groups(Grouping grouping);

  /**
   * An artifact that was found.
   *
   * @param depthEdges edges on the shortest way from the start, 1 or more
   * @param via the last edges of the shortest ways, in the order of the journal
   */
  record Hit(ArtifactId artifact, int depthEdges, List<EdgeId> via) {
    public Hit {
      via = List.copyOf(via);
    }
  }

  /** Why an answer is not complete. */
  record Truncation(Reason reason, String detail) {
    /** What ran out. */
    public enum Reason {
      TIME_BUDGET,
      SIZE_BUDGET,
      CANCELLED
    }
  }
}
