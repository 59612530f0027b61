package dev.pedigree.graph.replica;

import dev.pedigree.graph.journal.Change;

/** Hears of every change, in order, before readers can see it. */
public interface Follower {
  void follow(Change change);

  /** How many changes the slowest store lacks; the writer waits while it is too many. */
  int backlog();
}
