package dev.pedigree.graph.lineage;

import dev.pedigree.graph.journal.Change;

/** An engine, and the way to feed it. */
interface TestedEngine {
  LineageEngine engine();

  /** Lets the engine know of the next change. */
  void apply(Change change);

  /** The newest revision that it knows of. */
  long revision();
}
