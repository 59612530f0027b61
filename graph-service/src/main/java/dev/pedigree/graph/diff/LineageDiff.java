package dev.pedigree.graph.diff;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.lineage.CommonAncestor;
import java.util.List;

/**
 * How two artifacts, base and head, differ in what they descend from. Each of the two belongs to
 * its own ancestry here, so one that the other descends from is shared.
 */
public interface LineageDiff {
  /** The revision that it was read at. */
  long revision();

  /** How many artifacts are in both ancestries. */
  int shared();

  /** How many more artifacts of the two ancestries whoever asks may not read. */
  int redacted();

  /**
   * What is in both, without that from which another one of these descends: the smallest sum of
   * distances first, ties in the order of the journal. Distances are from base and from head.
   */
  List<CommonAncestor> nearestCommonAncestors();

  /** How many changes there are. */
  int total();

  /**
   * The changes from {@code offset} on, at most {@code limit}, in one round trip to the store or
   * none: the closest to the two first, then by kind, then in the order of the journal.
   *
   * @throws UnavailableException if the store does not answer in time
   */
  List<LineageChange> changes(int offset, int limit);
}
