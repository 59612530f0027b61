package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.projection.Projection;
import dev.pedigree.graph.service.FurtherProjection;
import dev.pedigree.graph.state.AppliedFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Search in Elasticsearch, and the projection that fills its index. While Elasticsearch is away the
 * one answers that it is, and the other waits.
 */
public final class ElasticsearchSearch implements Search, FurtherProjection, AutoCloseable {
  /** After that the shards that have not answered are left out. */
  private static final String TIME_LIMIT = "4s";

  private final Elasticsearch elasticsearch;
  private final ArtifactIndex index;
  private volatile @Nullable IndexWatermarks watermarks;

  /** Connects when first used. */
  public ElasticsearchSearch(SearchSettings settings) {
    this.elasticsearch = new Elasticsearch(settings);
    this.index = new ArtifactIndex(elasticsearch, settings.index());
  }

  @Override
  public Made make(Journal journal, AppliedFacts facts) {
    IndexWatermarks made = new IndexWatermarks(elasticsearch, index, journal);
    watermarks = made;
    Projection indexer = new ArtifactIndexer(elasticsearch, index, journal, facts);
    return new Made(indexer, made);
  }

  @Override
  public SearchResult find(SearchQuery query) {
    IndexWatermarks known = watermarks;
    if (known == null) {
      throw new UnavailableException("search: the journal is not connected yet");
    }
    try {
      return find(query, known);
    } catch (UnavailableException e) {
      throw new UnavailableException("search: " + e.getMessage(), e);
    }
  }

  private SearchResult find(SearchQuery query, IndexWatermarks known) {
    // Copies of a shard may differ by a refresh: the same one is asked how far it is, then the
    // rest.
    String copies = "q" + query.text().hashCode();
    long revision = known.visible(copies);
    SearchRequest request = request(query, copies);
    SearchResponse<FoundTexts> response =
        elasticsearch.ask(client -> client.search(request, FoundTexts.class));
    return new ResultReader(query).read(response, revision);
  }

  private SearchRequest request(SearchQuery query, String copies) {
    return SearchRequest.of(
        it -> {
          it.index(index.alias())
              .preference(copies)
              .timeout(TIME_LIMIT)
              .trackTotalHits(total -> total.enabled(true))
              .trackScores(true)
              .size(query.first() + 1)
              .query(QueryFilter.applied(query))
              .sort(by -> by.score(score -> score.order(SortOrder.Desc)))
              .sort(by -> by.field(f -> f.field("revision").order(SortOrder.Desc)))
              .sort(by -> by.field(f -> f.field("id").order(SortOrder.Asc)));
          if (query.after() != null) {
            it.searchAfter(values(query.after()));
          }
          if (query.wanted().facets()) {
            Facets.ask(it);
          }
          if (query.wanted().highlights()) {
            FoundTexts.ask(it, query.text());
          } else {
            it.source(source -> source.fetch(false));
          }
          return it;
        });
  }

  private static List<FieldValue> values(SearchQuery.Position position) {
    return List.of(
        FieldValue.of(position.score()),
        FieldValue.of(position.revision()),
        FieldValue.of(position.id().toString()));
  }

  @Override
  public void close() {
    elasticsearch.close();
  }
}
