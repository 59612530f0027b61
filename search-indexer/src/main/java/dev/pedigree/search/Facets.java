package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsAggregate;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts of everything that a query finds, by what can be filtered by. */
final class Facets {
  private static final int VALUES = 50;
  private static final Map<String, String> FIELDS = fields();

  private Facets() {}

  private static Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("kind", "kinds");
    fields.put("namespace", "namespaces");
    fields.put("stage", "stage");
    fields.put("owner", "owners");
    return fields;
  }

  static void ask(SearchRequest.Builder request) {
    FIELDS.forEach(
        (name, field) ->
            request.aggregations(name, of -> of.terms(terms -> terms.field(field).size(VALUES))));
  }

  static List<SearchResult.Facet> read(Map<String, Aggregate> answers) {
    List<SearchResult.Facet> facets = new ArrayList<>();
    for (String name : FIELDS.keySet()) {
      Aggregate answer = answers.get(name);
      if (answer != null && answer.isSterms()) {
        facets.add(facet(name, answer.sterms()));
      }
    }
    return facets;
  }

  private static SearchResult.Facet facet(String name, StringTermsAggregate terms) {
    boolean estimate =
        positive(terms.docCountErrorUpperBound()) || positive(terms.sumOtherDocCount());
    return new SearchResult.Facet(
        name,
        estimate,
        terms.buckets().array().stream()
            .map(bucket -> new SearchResult.Count(bucket.key().stringValue(), bucket.docCount()))
            .toList());
  }

  private static boolean positive(Long count) {
    return count != null && count > 0;
  }
}
