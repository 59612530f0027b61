package dev.pedigree.graph.diff;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import java.util.List;

/** Reads the journal. */
public interface ChangeReader {
  /**
   * The changes behind {@code after}, in order, at most {@code limit}.
   *
   * @throws UnavailableException if they cannot be read now
   */
  List<Change> read(long after, int limit);
}
