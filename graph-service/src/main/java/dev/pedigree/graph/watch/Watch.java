package dev.pedigree.graph.watch;

/** Sees work begin and end, on the thread that asks for it. Safe for many threads. */
public interface Watch {
  /** Sees nothing. */
  Watch NONE = (_, _) -> _ -> {};

  /**
   * Work begins.
   *
   * @param what which of its sort: one of few texts, whatever is asked
   */
  Watched begin(Sort sort, String what);

  /** What is watched. */
  enum Sort {
    /** A statement to Cassandra. */
    CASSANDRA,
    /** A call of Elasticsearch. */
    ELASTICSEARCH,
    /** A question of lineage, without the contents of what it finds. */
    LINEAGE
  }
}
