package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which artifacts may be found at all; scores nothing. */
final class QueryFilter {
  private QueryFilter() {}

  /** The whole question: the text, among what the filter lets through. */
  static Query applied(SearchQuery query) {
    List<Query> conditions = conditions(query);
    Query text = TextMatch.of(query.text());
    return Query.of(q -> q.bool(b -> b.must(text).filter(conditions)));
  }

  private static List<Query> conditions(SearchQuery query) {
    SearchQuery.Filter filter = query.filter();
    List<Query> conditions = new ArrayList<>();
    conditions.add(is("retracted", FieldValue.of(false)));
    conditions.add(between("revision", null, query.revision()));
    oneOf("kinds", filter.kinds(), conditions);
    oneOf("namespaces", filter.namespaces(), conditions);
    oneOf(
        "stage",
        filter.stages() == null ? null : filter.stages().stream().map(Enum::name).toList(),
        conditions);
    filter.labels().stream()
        .map(IndexedArtifact::label)
        .forEach(label -> conditions.add(is("labels", FieldValue.of(label))));
    if (filter.quarantined() != null) {
      conditions.add(is("quarantined", FieldValue.of(filter.quarantined().booleanValue())));
    }
    Instant after = filter.createdAfter();
    if (after != null) {
      conditions.add(between("createdAtMillis", IndexedArtifact.millis(after), null));
    }
    Instant before = filter.createdBefore();
    if (before != null) {
      conditions.add(between("createdAtMillis", null, IndexedArtifact.millis(before) - 1));
    }
    return conditions;
  }

  private static Query is(String field, FieldValue value) {
    return Query.of(q -> q.term(t -> t.field(field).value(value)));
  }

  private static void oneOf(
      String field, @Nullable Collection<String> values, List<Query> conditions) {
    if (values != null) {
      List<FieldValue> terms = values.stream().map(FieldValue::of).toList();
      conditions.add(Query.of(q -> q.terms(t -> t.field(field).terms(in -> in.value(terms)))));
    }
  }

  /** Both ends belong to it; null: open. */
  private static Query between(String field, @Nullable Long from, @Nullable Long to) {
    return Query.of(
        q ->
            q.range(
                r ->
                    r.term(
                        t -> {
                          t.field(field);
                          if (from != null) {
                            t.gte(Long.toString(from));
                          }
                          if (to != null) {
                            t.lte(Long.toString(to));
                          }
                          return t;
                        })));
  }
}
