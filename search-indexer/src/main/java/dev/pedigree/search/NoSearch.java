package dev.pedigree.search;

import dev.pedigree.graph.cassandra.UnavailableException;

/** What answers where there is no Elasticsearch. */
public final class NoSearch implements Search {
  @Override
  public SearchResult find(SearchQuery query) {
    throw switchedOff();
  }

  @Override
  public RebuildStatus rebuild(boolean begin) {
    throw switchedOff();
  }

  @Override
  public long refused() {
    throw switchedOff();
  }

  private static UnavailableException switchedOff() {
    return new UnavailableException(
        "search: switched off (expected: pedigree.elasticsearch.uri is set)");
  }
}
