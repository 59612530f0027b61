package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.mapping.FieldType;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import co.elastic.clients.elasticsearch.core.search.TotalHits;
import dev.pedigree.graph.artifact.ArtifactId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Answers one query at one point in time. */
final class Searching {
  /** After that the shards that have not answered are left out. */
  private static final String TIME_LIMIT = "4s";

  /** Fetched together where a condition is asked of each. */
  private static final int TOGETHER = 500;

  /** So long they are asked at most, or so many, for one page. */
  private static final Duration LONGEST_ASKING = Duration.ofSeconds(4);

  private static final int MOST_ASKED = 10_000;

  private final Elasticsearch elasticsearch;
  private final SearchQuery query;
  private final PointInTime at;
  private final int looseness;

  /**
   * Asks nothing yet.
   *
   * @param looseness how far the text need not fit, see {@link TextMatch#of}
   */
  Searching(Elasticsearch elasticsearch, SearchQuery query, PointInTime at, int looseness) {
    this.elasticsearch = elasticsearch;
    this.query = query;
    this.at = at;
    this.looseness = looseness;
  }

  /**
   * The page.
   *
   * @param revision that the answer is complete up to
   */
  SearchResult page(long revision) {
    Predicate<ArtifactId> accepts = query.accepts();
    return accepts == null ? plain(revision) : accepted(accepts, revision);
  }

  private SearchResult plain(long revision) {
    SearchResponse<FoundTexts> response =
        ask(query.first() + 1, query.after(), query.wanted().facets());
    List<SearchResult.Hit> hits = hits(response);
    List<SearchResult.Hit> page = hits.subList(0, Math.min(hits.size(), query.first()));
    return new SearchResult(
        total(response),
        page,
        hits.size() > query.first(),
        page.isEmpty() ? null : page.getLast().position(),
        Facets.read(response.aggregations(), false),
        isPartial(response),
        null,
        revision);
  }

  /** Asks each hit, as many as it takes. */
  private SearchResult accepted(Predicate<ArtifactId> accepts, long revision) {
    List<SearchResult.Hit> found = new ArrayList<>();
    SearchQuery.@Nullable Position last = query.after();
    int asked = 0;
    boolean more = true;
    boolean partial = false;
    long end = System.nanoTime() + LONGEST_ASKING.toNanos();
    SearchResponse<FoundTexts> first = null;
    while (more
        && !partial
        && found.size() <= query.first()
        && asked < MOST_ASKED
        && System.nanoTime() < end) {
      SearchResponse<FoundTexts> response =
          ask(TOGETHER, last, first == null && query.wanted().facets());
      first = first == null ? response : first;
      List<SearchResult.Hit> hits = hits(response);
      partial = isPartial(response);
      more = hits.size() == TOGETHER || partial;
      for (SearchResult.Hit hit : hits) {
        if (found.size() <= query.first()) {
          asked++;
          last = hit.position();
          if (accepts.test(hit.id())) {
            found.add(hit);
          }
        }
      }
    }
    boolean full = found.size() > query.first();
    List<SearchResult.Hit> page = found.subList(0, Math.min(found.size(), query.first()));
    boolean all = query.after() == null && !full && !more;
    long candidates = first == null ? 0 : total(first);
    return new SearchResult(
        all ? found.size() : Math.max(found.size(), candidates * found.size() / Math.max(1, asked)),
        page,
        full || more,
        full ? page.getLast().position() : last,
        first == null ? List.of() : Facets.read(first.aggregations(), true),
        partial || (!full && more),
        null,
        revision);
  }

  private SearchResponse<FoundTexts> ask(
      int size, SearchQuery.@Nullable Position after, boolean facets) {
    Map<String, Query> byFacet = QueryFilter.byFacet(query);
    Query text = QueryFilter.applied(query, looseness);
    SearchRequest request =
        SearchRequest.of(
            it -> {
              at.ask(it);
              it.timeout(TIME_LIMIT)
                  .trackTotalHits(total -> total.enabled(true))
                  .trackScores(true)
                  .size(size)
                  .sort(by -> by.score(score -> score.order(SortOrder.Desc)))
                  .sort(
                      by ->
                          by.field(
                              f ->
                                  f.field("revision")
                                      .order(SortOrder.Desc)
                                      .unmappedType(FieldType.Long)))
                  .sort(
                      by ->
                          by.field(
                              f ->
                                  f.field("tie")
                                      .order(SortOrder.Asc)
                                      // An older layout has none: its pages get on all the same.
                                      .missing("_first")
                                      .unmappedType(FieldType.Long)));
              if (facets) {
                Facets.ask(it, byFacet, query.reads());
                it.query(text).postFilter(QueryFilter.all(byFacet.values()));
              } else {
                it.query(q -> q.bool(b -> b.must(text).filter(List.copyOf(byFacet.values()))));
              }
              if (after != null) {
                it.searchAfter(values(after));
              }
              if (query.wanted().highlights()) {
                FoundTexts.ask(it, query.text());
              } else {
                it.source(source -> source.fetch(false));
              }
              return it;
            });
    return elasticsearch.ask(client -> client.search(request, FoundTexts.class));
  }

  private static List<FieldValue> values(SearchQuery.Position position) {
    return List.of(
        FieldValue.of(position.score()),
        FieldValue.of(position.revision()),
        FieldValue.of(IndexedArtifact.tie(position.id())));
  }

  private static boolean isPartial(SearchResponse<?> response) {
    return response.timedOut() || response.shards().failed().intValue() > 0;
  }

  private static long total(SearchResponse<?> response) {
    TotalHits total = response.hits().total();
    return total == null ? response.hits().hits().size() : total.value();
  }

  private List<SearchResult.Hit> hits(SearchResponse<FoundTexts> response) {
    return response.hits().hits().stream().map(this::hit).toList();
  }

  private SearchResult.Hit hit(Hit<FoundTexts> hit) {
    FoundTexts texts = hit.source();
    return new SearchResult.Hit(
        position(hit),
        texts == null ? List.of() : texts.highlights(hit.highlight(), query.reads()));
  }

  private SearchQuery.Position position(Hit<FoundTexts> hit) {
    List<FieldValue> sort = hit.sort();
    return new SearchQuery.Position(
        number(sort.get(0)).doubleValue(),
        number(sort.get(1)).longValue(),
        ArtifactId.parse(Objects.requireNonNull(hit.id())).orElseThrow(),
        looseness,
        at.id());
  }

  private static Number number(FieldValue value) {
    return value.isLong() ? value.longValue() : value.doubleValue();
  }
}
