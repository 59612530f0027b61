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

  /**
   * How many artifacts cannot be found because Elasticsearch refuses to index them.
   *
   * @throws UnavailableException if that cannot be told now
   */
  long refused();

  /**
   * How far the building of another index is, which goes on while the present one is searched.
   *
   * @param begin whether to begin, unless it goes on already
   * @throws UnavailableException if that cannot be told now
   */
  RebuildStatus rebuild(boolean begin);

  /**
   * How far it is.
   *
   * @param revision everything up to here is in the next index
   * @param goal with that it takes the present one's place
   */
  record RebuildStatus(boolean running, long revision, long goal) {}
}
