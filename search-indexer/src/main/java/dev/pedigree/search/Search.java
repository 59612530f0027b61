package dev.pedigree.search;

import dev.pedigree.graph.cassandra.UnavailableException;

/** Finds artifacts by words. */
public interface Search {
  /**
   * The page of artifacts that {@code query} asks for, best first.
   *
   * @throws UnavailableException if it cannot be answered now, with the reason
   */
  SearchResult find(SearchQuery query);
}
