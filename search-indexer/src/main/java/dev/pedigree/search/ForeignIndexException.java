package dev.pedigree.search;

import dev.pedigree.graph.cassandra.UnavailableException;

/** What lies under our name in Elasticsearch is not ours. It is left as it is. */
public final class ForeignIndexException extends UnavailableException {
  private static final long serialVersionUID = 1L;

  ForeignIndexException(String what) {
    super(
        what
            + "; nothing is read from it or written to it: remove it, or set another"
            + " pedigree.elasticsearch.index");
  }
}
