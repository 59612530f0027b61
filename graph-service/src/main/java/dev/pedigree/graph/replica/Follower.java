package dev.pedigree.graph.replica;

import dev.pedigree.graph.journal.Change;
import java.util.List;

/** Hears of every change, in order, before readers can see it. */
public interface Follower {
  /** The next changes: those of one entry. */
  void follow(List<Change> changes);

  /** How many changes the slowest store lacks; the writer waits while it is too many. */
  int backlog();
}
