package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import co.elastic.clients.elasticsearch.core.search.TotalHits;
import dev.pedigree.graph.artifact.ArtifactId;
import java.util.List;

/** Turns what Elasticsearch answers into what was asked for. */
final class ResultReader {
  private final SearchQuery query;

  ResultReader(SearchQuery query) {
    this.query = query;
  }

  SearchResult read(SearchResponse<FoundTexts> response, long revision) {
    List<Hit<FoundTexts>> hits = response.hits().hits();
    TotalHits total = response.hits().total();
    return new SearchResult(
        total == null ? hits.size() : total.value(),
        hits.stream().limit(query.first()).map(ResultReader::hit).toList(),
        hits.size() > query.first(),
        Facets.read(response.aggregations()),
        response.timedOut() || response.shards().failed().intValue() > 0,
        revision);
  }

  private static SearchResult.Hit hit(Hit<FoundTexts> hit) {
    FoundTexts texts = hit.source();
    return new SearchResult.Hit(
        position(hit.sort()), texts == null ? List.of() : texts.highlights(hit.highlight()));
  }

  private static SearchQuery.Position position(List<FieldValue> sort) {
    return new SearchQuery.Position(
        number(sort.get(0)).doubleValue(),
        number(sort.get(1)).longValue(),
        ArtifactId.parse(sort.get(2).stringValue()).orElseThrow());
  }

  private static Number number(FieldValue value) {
    return value.isLong() ? value.longValue() : value.doubleValue();
  }
}
