package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole answer to a question for artifacts, in its order; read page by page. */
public interface Selection {
  /** The revision that it was read at. */
  long revision();

  /** How many artifacts were found, whatever the page. */
  int total();

  /**
   * How many more a walk reached that whoever asks may not read, whatever they are: whether they
   * meet conditions is not told. 0 where nothing is walked.
   */
  int redacted();

  /**
   * Null: complete. Else what is answered is right, but there may be more: what was not reached,
   * and artifacts whose conditions could not be decided any more.
   */
  @Nullable Truncation truncation();

  /** The ids from {@code offset} on, at most {@code limit}; empty behind the end. */
  List<ArtifactId> ids(int offset, int limit);

  /**
   * Counts of the whole answer, the largest first, then by key; depths and months in order.
   *
   * @throws IllegalArgumentException if only a lineage can be counted so
   */
  Map<String, Integer> groups(Grouping grouping);
}
