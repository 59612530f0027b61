package dev.pedigree.graph.service;

import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.projection.Projection;
import dev.pedigree.graph.projection.Watermarks;
import dev.pedigree.graph.state.AppliedFacts;

/**
 * A projection into a store that the graph service does not know. Nothing of the graph depends on
 * it: while its store is away, it falls behind, and all else goes on.
 */
public interface FurtherProjection {
  /**
   * Makes it, once Cassandra is connected; must not wait for its own store.
   *
   * @param facts the facts of artifacts that changed before the changes to be applied
   */
  Made make(Journal journal, AppliedFacts facts);

  /** A projection, and where its watermark lies. */
  record Made(Projection projection, Watermarks watermarks) {}
}
