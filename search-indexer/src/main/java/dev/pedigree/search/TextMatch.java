package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.query_dsl.FunctionBoostMode;
import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a text is matched and scored. Scores are constants, so that the order of the sorts of matches
 * is what is written here, whatever is in the index; only within descriptions words are weighed.
 * What an artifact is worth by itself ({@code rank}) is added, and is less than a word in its name.
 */
final class TextMatch {
  private static final float ID = 4_000;
  private static final float ID_BEGINNING = 3_000;
  private static final float WHOLE_NAME = 2_000;
  private static final float NAME_BEGINNING = 25;
  private static final float NAME_WORD = 30;
  private static final float NAME_WORD_BEGINNING = 20;
  private static final float NAME_PARTS = 22;
  private static final float MISTYPED = 5;

  /** A word with one letter changed, left out, added or swapped counts, a long one with two. */
  private static final String EDITS = "AUTO:4,8";

  private static final String MORE_EDITS = "AUTO:4,5";

  private static final int LETTERS_TO_MISTYPE = 4;

  /** Fields in which a word may be mistyped. */
  private static final List<String> NAMES = List.of("name", "part");

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
          "attribute",
          8f,
          "part",
          NAME_PARTS,
          "name",
          NAME_WORD);

  /** Of those, the fields that are the artifact's own, under whatever name. */
  private static final List<String> OWN = List.of("label", "kind", "owner", "attribute");

  /** The fields whose words count with their beginnings. */
  private static final Map<String, Float> BEGINNINGS =
      Map.of("namespace", 8f, "label", 8f, "part", 12f, "name", NAME_WORD_BEGINNING);

  private TextMatch() {}

  /**
   * The artifacts of which {@code text} tells.
   *
   * @param looseness how far it need not fit: with 0 not at all, with 1 words may be mistyped, with
   *     2 worse, with each more another word need not be found
   */
  static Query of(SearchText text, int looseness) {
    List<Query> ways = new ArrayList<>();
    String whole = text.whole();
    ways.add(constant(WHOLE_NAME, Query.of(q -> q.term(t -> t.field("whole").value(whole)))));
    ways.addAll(byId(text));
    List<String> words = text.words();
    if (words.isEmpty()) {
      ways.add(
          constant(NAME_BEGINNING, Query.of(q -> q.prefix(p -> p.field("whole").value(whole)))));
    } else {
      List<Query> all =
          words.stream().map(word -> anywhereOrMistyped(word, edits(looseness))).toList();
      String least = Integer.toString(words.size() - Math.max(0, looseness - 2));
      Query matching = Query.of(q -> q.bool(b -> b.should(all).minimumShouldMatch(least)));
      Query begins = constant(NAME_BEGINNING, beginning("first", words.getFirst()));
      ways.add(Query.of(q -> q.bool(b -> b.must(matching).should(begins))));
    }
    return ranked(Query.of(q -> q.bool(b -> b.should(ways).minimumShouldMatch("1"))));
  }

  /**
   * The artifacts with names in several namespaces of which {@code text} tells, by their names in
   * {@code namespaces} alone. All words must be there, as they were typed.
   */
  static Query ofShared(SearchText text, Set<String> namespaces) {
    List<Query> ways = new ArrayList<>(byId(text));
    List<String> words = text.words();
    if (!words.isEmpty()) {
      List<Query> all = words.stream().map(word -> anyOf(ofShared(word, namespaces))).toList();
      ways.add(Query.of(q -> q.bool(b -> b.must(all))));
    }
    return ranked(Query.of(q -> q.bool(b -> b.should(ways).minimumShouldMatch("1"))));
  }

  private static List<Query> ofShared(String word, Set<String> namespaces) {
    List<Query> fields = new ArrayList<>();
    for (String namespace : namespaces) {
      String named = IndexedArtifact.nameWord(namespace, word);
      fields.add(
          constant(NAME_WORD, Query.of(q -> q.term(t -> t.field("nameWords").value(named)))));
      fields.add(
          constant(
              NAME_WORD_BEGINNING,
              Query.of(q -> q.prefix(p -> p.field("nameWords").value(named)))));
    }
    OWN.forEach(field -> fields.add(constant(WORDS.getOrDefault(field, 1f), word(field, word, 1))));
    fields.add(word("description", word, DESCRIPTION));
    return fields;
  }

  private static List<Query> byId(SearchText text) {
    return text.idPrefix()
        .map(
            id ->
                List.of(
                    constant(ID, Query.of(q -> q.term(t -> t.field("id").value(id)))),
                    constant(ID_BEGINNING, Query.of(q -> q.prefix(p -> p.field("id").value(id))))))
        .orElse(List.of());
  }

  private static Query ranked(Query matching) {
    return Query.of(
        q ->
            q.functionScore(
                scored ->
                    scored
                        .query(matching)
                        .functions(f -> f.fieldValueFactor(rank -> rank.field("rank").missing(0.0)))
                        .boostMode(FunctionBoostMode.Sum)));
  }

  /** The artifacts that have all words of {@code text} as they were typed. */
  static Query asTyped(SearchText text) {
    List<Query> all = text.words().stream().map(word -> anyOf(asTyped(word))).toList();
    return Query.of(q -> q.bool(b -> b.must(all)));
  }

  /** A word, in whichever field it counts most. */
  private static Query anywhereOrMistyped(String word, @Nullable String edits) {
    List<Query> fields = asTyped(word);
    if (edits != null
        && word.codePoints().filter(Character::isLetter).count() >= LETTERS_TO_MISTYPE) {
      NAMES.forEach(field -> fields.add(constant(MISTYPED, mistyped(field, word, edits))));
    }
    return anyOf(fields);
  }

  private static Query anyOf(List<Query> fields) {
    return Query.of(q -> q.disMax(d -> d.queries(fields)));
  }

  private static List<Query> asTyped(String word) {
    List<Query> fields = new ArrayList<>();
    WORDS.forEach((field, boost) -> fields.add(constant(boost, word(field, word, 1))));
    BEGINNINGS.forEach((field, boost) -> fields.add(constant(boost, beginning(field, word))));
    fields.add(word("description", word, DESCRIPTION));
    List<String> parts = PlainText.typedParts(word);
    if (parts.size() > 1) {
      String together = String.join(" ", parts);
      fields.add(
          constant(
              NAME_PARTS,
              Query.of(q -> q.matchPhrase(m -> m.field(path("part")).query(together)))));
    }
    return fields;
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

  private static @Nullable String edits(int looseness) {
    return switch (looseness) {
      case 0 -> null;
      case 1 -> EDITS;
      default -> MORE_EDITS;
    };
  }

  private static Query mistyped(String field, String word, String edits) {
    return Query.of(
        q -> q.fuzzy(f -> f.field(path(field)).value(word).fuzziness(edits).prefixLength(1)));
  }

  /** Where {@code words} are shown to have been found in {@code field}. */
  static Query shown(String field, List<String> words) {
    List<Query> ways = new ArrayList<>();
    for (String word : words) {
      ways.add(word(field, word, 1));
      if (field.equals("name")) {
        ways.add(mistyped(field, word, EDITS));
      }
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
