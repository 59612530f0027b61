package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.caller.Namespaces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which artifacts may be found at all; scores nothing. */
final class QueryFilter {
  /** As JSON writes it. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,400})([.][0-9]{1,400})?([eE][+-]?[0-9]{1,3})?");

  private QueryFilter() {}

  /**
   * The text among what the filter lets through, but for the conditions by facet.
   *
   * @param looseness see {@link TextMatch#of}
   */
  static Query applied(SearchQuery query, int looseness) {
    List<Query> conditions = conditions(query);
    Query text = readable(TextMatch.of(query.text(), looseness), query.text(), query.reads());
    return Query.of(q -> q.bool(b -> b.must(text).filter(conditions)));
  }

  /**
   * What matches by what {@code reads} lets one read. Nodes with names in several namespaces are
   * matched by those names alone that are readable.
   *
   * @param whole matches by everything
   */
  static Query readable(Query whole, SearchText text, Namespaces reads) {
    if (reads.everywhere()) {
      return whole;
    }
    Query named = oneOf("namespaces", reads.names());
    Query ofOne = matching(whole, named, false);
    Query ofSeveral = matching(TextMatch.ofShared(text, reads.names()), named, true);
    return Query.of(q -> q.bool(b -> b.should(ofOne, ofSeveral).minimumShouldMatch("1")));
  }

  private static Query matching(Query text, Query named, boolean shared) {
    Query sort = is("shared", FieldValue.of(shared));
    return Query.of(q -> q.bool(b -> b.must(text).filter(named, sort)));
  }

  /** The conditions on what there are facets of, by facet. A facet's counts leave its own out. */
  static Map<String, Query> byFacet(SearchQuery query) {
    SearchQuery.Filter filter = query.filter();
    Map<String, Query> conditions = new LinkedHashMap<>();
    oneOf("kind", "kinds", filter.kinds(), conditions);
    oneOf("namespace", "namespaces", readable(filter.namespaces(), query.reads()), conditions);
    oneOf(
        "stage",
        "stage",
        filter.stages() == null ? null : filter.stages().stream().map(Enum::name).toList(),
        conditions);
    if (!filter.labels().isEmpty()) {
      conditions.put(
          "label",
          all(
              filter.labels().stream()
                  .map(label -> is("labels", FieldValue.of(IndexedArtifact.label(label))))
                  .toList()));
    }
    return conditions;
  }

  private static @Nullable Set<String> readable(
      @Nullable Set<String> namespaces, Namespaces reads) {
    return namespaces == null
        ? null
        : namespaces.stream().filter(reads::contains).collect(Collectors.toSet());
  }

  /** All of {@code conditions}. */
  static Query all(Collection<Query> conditions) {
    return Query.of(q -> q.bool(b -> b.filter(List.copyOf(conditions))));
  }

  static Query notRetracted() {
    return is("retracted", FieldValue.of(false));
  }

  private static List<Query> conditions(SearchQuery query) {
    SearchQuery.Filter filter = query.filter();
    List<Query> conditions = new ArrayList<>();
    conditions.add(notRetracted());
    conditions.add(between("revision", null, query.revision()));
    Set<ArtifactId> ids = filter.ids();
    if (ids != null) {
      conditions.add(oneOf("id", ids.stream().map(ArtifactId::toString).toList()));
    }
    filter.checks().forEach(check -> conditions.add(check(check)));
    filter.attributes().forEach(attribute -> attribute(attribute, conditions));
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
      String facet,
      String field,
      @Nullable Collection<String> values,
      Map<String, Query> conditions) {
    if (values != null) {
      conditions.put(facet, oneOf(field, values));
    }
  }

  private static Query oneOf(String field, Collection<String> values) {
    List<FieldValue> terms = values.stream().map(FieldValue::of).toList();
    return Query.of(q -> q.terms(t -> t.field(field).terms(in -> in.value(terms))));
  }

  private static Query check(SearchQuery.Check check) {
    int least = check.minVersion() == null ? 0 : Math.max(0, check.minVersion());
    List<Query> outcomes =
        Stream.of(CheckOutcome.values())
            .filter(
                outcome -> check.absent() || check.outcome() == null || check.outcome() == outcome)
            .map(
                outcome ->
                    within(
                        "checks",
                        IndexedArtifact.check(check.name(), outcome, least),
                        IndexedArtifact.check(check.name(), outcome, Integer.MAX_VALUE)))
            .toList();
    return Query.of(
        q ->
            q.bool(
                b ->
                    check.absent()
                        ? b.mustNot(outcomes)
                        : b.should(outcomes).minimumShouldMatch("1")));
  }

  private static void attribute(SearchQuery.Attribute attribute, List<Query> conditions) {
    String equal = attribute.equal();
    if (equal != null) {
      Query written =
          is("attributes", FieldValue.of(SearchableAttributes.value(attribute.name(), equal)));
      Double number = number(equal);
      conditions.add(
          number == null
              ? written
              : Query.of(
                  q ->
                      q.bool(
                          b ->
                              b.should(written)
                                  .should(between(attribute.name(), number, number))
                                  .minimumShouldMatch("1"))));
    }
    Double above = attribute.above();
    Double below = attribute.below();
    if (above != null || below != null) {
      conditions.add(
          between(
              attribute.name(),
              above == null ? Double.NEGATIVE_INFINITY : Math.nextUp(above),
              below == null ? Double.POSITIVE_INFINITY : Math.nextDown(below)));
    }
  }

  private static @Nullable Double number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return null;
    }
    double number = Double.parseDouble(text);
    return Double.isFinite(number) ? number : null;
  }

  private static Query between(String attribute, double least, double most) {
    return within(
        "attributeNumbers",
        SearchableAttributes.number(attribute, least),
        SearchableAttributes.number(attribute, most));
  }

  /** Both ends belong to it. */
  private static Query within(String field, String from, String to) {
    return Query.of(q -> q.range(r -> r.term(t -> t.field(field).gte(from).lte(to))));
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
