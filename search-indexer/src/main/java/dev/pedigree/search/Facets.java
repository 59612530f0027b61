package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsAggregate;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import dev.pedigree.graph.caller.Namespaces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Counts of everything that a query finds, by what can be filtered by. The counts of a facet leave
 * out its own condition, so that they tell what its other values would give.
 */
final class Facets {
  private static final int VALUES = 50;
  private static final String COUNTS = "counts";
  private static final Map<String, String> FIELDS = fields();

  private Facets() {}

  private static Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("kind", "kinds");
    fields.put("namespace", "namespaces");
    fields.put("stage", "stage");
    fields.put("owner", "owners");
    fields.put("label", "labels");
    return fields;
  }

  /**
   * Adds them to a request whose query does not hold the conditions by facet.
   *
   * @param conditions by facet
   * @param reads what whoever asks may read: other namespaces are not counted
   */
  static void ask(SearchRequest.Builder request, Map<String, Query> conditions, Namespaces reads) {
    FIELDS.forEach(
        (name, field) -> {
          Map<String, Query> others = new LinkedHashMap<>(conditions);
          others.remove(name);
          boolean only = name.equals("namespace") && !reads.everywhere();
          Aggregation counts =
              Aggregation.of(
                  of ->
                      of.terms(
                          t -> {
                            t.field(field).size(VALUES);
                            return only ? t.include(in -> in.terms(List.copyOf(reads.names()))) : t;
                          }));
          request.aggregations(
              name, of -> of.filter(QueryFilter.all(others.values())).aggregations(COUNTS, counts));
        });
  }

  /**
   * Reads what was counted.
   *
   * @param estimate whether not all that was counted is an answer
   */
  static List<SearchResult.Facet> read(Map<String, Aggregate> answers, boolean estimate) {
    List<SearchResult.Facet> facets = new ArrayList<>();
    for (String name : FIELDS.keySet()) {
      Aggregate answer = answers.get(name);
      Aggregate counts = answer == null ? null : answer.filter().aggregations().get(COUNTS);
      if (counts != null && counts.isSterms()) {
        facets.add(facet(name, counts.sterms(), estimate));
      }
    }
    return facets;
  }

  private static SearchResult.Facet facet(
      String name, StringTermsAggregate terms, boolean estimate) {
    UnaryOperator<String> shown =
        name.equals("label") ? IndexedArtifact::shownLabel : UnaryOperator.identity();
    return new SearchResult.Facet(
        name,
        estimate || positive(terms.docCountErrorUpperBound()) || positive(terms.sumOtherDocCount()),
        terms.buckets().array().stream()
            .map(
                bucket ->
                    new SearchResult.Count(
                        shown.apply(bucket.key().stringValue()), bucket.docCount()))
            .toList());
  }

  private static boolean positive(Long count) {
    return count != null && count > 0;
  }
}
