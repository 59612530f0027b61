package dev.pedigree.graph.diff;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.lineage.BudgetExceededException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded between two revisions, the first left out and the second not. It reads nothing
 * before it is asked; then the store or the journal, and its methods throw {@link
 * UnavailableException} if that does not answer in time, {@link BudgetExceededException} if reading
 * it all would take too long.
 */
public interface GraphDiff {
  /** The revision before the first change. */
  long from();

  /** The revision of the last. */
  long to();

  /** How many facts there are by their type, the most frequent first, ties by type. */
  Map<String, Integer> groups();

  /** How many more facts there are that whoever asks may not read. */
  int redacted();

  /** How many changes there are; null: that would take reading them all. */
  @Nullable Integer total();

  /** The changes behind revision {@code after}, oldest first, at most {@code limit}. */
  List<Place> changes(long after, int limit);

  /** Whether a fact of one of these changes belongs to the answer. */
  boolean shows(Fact fact);

  /**
   * A change by its revision.
   *
   * @param known null: it was not read on the way
   */
  record Place(long revision, @Nullable Change known) {}
}
