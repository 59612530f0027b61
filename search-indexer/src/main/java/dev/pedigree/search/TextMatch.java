package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a text is matched and scored. Scores are constants, so that the order of the sorts of matches
 * is what is written here, whatever is in the index; only within descriptions words are weighed.
 */
final class TextMatch {
  private static final float ID = 4_000;
  private static final float ID_BEGINNING = 3_000;
  private static final float WHOLE_NAME = 2_000;
  private static final float WHOLE_NAME_BEGINNING = 1_000;
  private static final float NAME_WORD = 30;
  private static final float NAME_WORD_BEGINNING = 20;
  private static final float DESCRIPTION = 0.2f;

  /** The fields whose words count as a whole. */
  private static final Map<String, Float> WORDS =
      Map.of(
          "namespace",
          10f,
          "label",
          10f,
          "kind",
          10f,
          "version",
          10f,
          "owner",
          8f,
          "name",
          NAME_WORD);

  /** The fields whose words count with their beginnings. */
  private static final Map<String, Float> BEGINNINGS =
      Map.of("namespace", 8f, "label", 8f, "name", NAME_WORD_BEGINNING);

  private TextMatch() {}

  /** The artifacts of which {@code text} tells. */
  static Query of(SearchText text) {
    List<Query> ways = new ArrayList<>();
    String whole = text.whole();
    ways.add(constant(WHOLE_NAME, Query.of(q -> q.term(t -> t.field("whole").value(whole)))));
    ways.add(
        constant(
            WHOLE_NAME_BEGINNING, Query.of(q -> q.prefix(p -> p.field("whole").value(whole)))));
    text.idPrefix()
        .ifPresent(
            id -> {
              ways.add(constant(ID, Query.of(q -> q.term(t -> t.field("id").value(id)))));
              ways.add(
                  constant(ID_BEGINNING, Query.of(q -> q.prefix(p -> p.field("id").value(id)))));
            });
    List<String> words = text.words();
    if (!words.isEmpty()) {
      List<Query> all = words.stream().map(TextMatch::anywhere).toList();
      ways.add(Query.of(q -> q.bool(b -> b.must(all))));
    }
    return Query.of(q -> q.bool(b -> b.should(ways).minimumShouldMatch("1")));
  }

  /** A word, in whichever field it counts most. */
  private static Query anywhere(String word) {
    List<Query> fields = new ArrayList<>();
    WORDS.forEach((field, boost) -> fields.add(constant(boost, word(field, word, 1))));
    BEGINNINGS.forEach((field, boost) -> fields.add(constant(boost, beginning(field, word))));
    fields.add(word("description", word, DESCRIPTION));
    return Query.of(q -> q.disMax(d -> d.queries(fields)));
  }

  private static Query constant(float boost, Query query) {
    return Query.of(q -> q.constantScore(c -> c.boost(boost).filter(query)));
  }

  /** The index may see several words in it, as in Chinese: then all of them. */
  private static Query word(String field, String word, float boost) {
    return Query.of(
        q -> q.match(m -> m.field(path(field)).query(word).operator(Operator.And).boost(boost)));
  }

  private static Query beginning(String field, String word) {
    return Query.of(q -> q.prefix(p -> p.field(path(field)).value(word)));
  }

  /** Where {@code words} are shown to have been found in {@code field}. */
  static Query shown(String field, List<String> words) {
    List<Query> ways = new ArrayList<>();
    for (String word : words) {
      ways.add(word(field, word, 1));
      if (BEGINNINGS.containsKey(field)) {
        // Not a prefix: that is looked up among beginnings, which are not to be found in the text.
        ways.add(Query.of(q -> q.wildcard(w -> w.field(path(field)).value(word + "*"))));
      }
    }
    return Query.of(q -> q.bool(b -> b.should(ways)));
  }

  /** The indexed words of a field. */
  static String path(String field) {
    return "words." + field;
  }
}
