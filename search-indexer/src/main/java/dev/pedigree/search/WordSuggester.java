package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.SuggestMode;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Suggestion;
import co.elastic.clients.elasticsearch.core.search.TermSuggest;
import dev.pedigree.graph.caller.Namespaces;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what somebody may have meant who typed a word that nothing has. */
final class WordSuggester {
  private static final String WORDS = "words";
  private static final int LETTERS = 4;

  /** Of so many words that are like one, those are left out that the caller may not know. */
  private static final int OTHERS = 8;

  private final Elasticsearch elasticsearch;
  private final String alias;
  private final Namespaces reads;

  /**
   * Makes one.
   *
   * @param reads what whoever asks may read: nothing but its words is suggested
   */
  WordSuggester(Elasticsearch elasticsearch, String alias, Namespaces reads) {
    this.elasticsearch = elasticsearch;
    this.alias = alias;
    this.reads = reads;
  }

  /** Another text, that finds something where {@code text} as it stands finds nothing. */
  Optional<String> of(SearchText text) {
    Map<String, String> better = better(text);
    String other =
        text.words().stream()
            .map(word -> better.getOrDefault(word, word))
            .collect(Collectors.joining(" "));
    return !better.isEmpty()
            && SearchText.problem(other).isEmpty()
            && !finds(text)
            && finds(new SearchText(other))
        ? Optional.of(other)
        : Optional.empty();
  }

  /** By word, the word in names that is most like it, of those that are in none. */
  private Map<String, String> better(SearchText text) {
    SearchResponse<Void> response =
        elasticsearch.ask(
            client ->
                client.search(
                    it ->
                        it.index(alias)
                            .size(0)
                            .suggest(
                                all ->
                                    all.text(String.join(" ", text.words()))
                                        .suggesters(
                                            WORDS,
                                            one ->
                                                one.term(
                                                    term ->
                                                        term.field(TextMatch.path("name"))
                                                            .suggestMode(
                                                                reads.everywhere()
                                                                    ? SuggestMode.Missing
                                                                    : SuggestMode.Always)
                                                            .minWordLength(LETTERS)
                                                            .size(
                                                                reads.everywhere() ? 1 : OTHERS)))),
                    Void.class));
    Map<String, String> better = new HashMap<>();
    for (Suggestion<Void> suggestion : response.suggest().getOrDefault(WORDS, List.of())) {
      TermSuggest term = suggestion.term();
      term.options().stream()
          .filter(option -> reads.everywhere() || finds(new SearchText(option.text())))
          .findFirst()
          .filter(_ -> reads.everywhere() || !finds(new SearchText(term.text())))
          .ifPresent(option -> better.put(term.text(), option.text()));
    }
    return better;
  }

  private boolean finds(SearchText text) {
    Query exactly = QueryFilter.readable(TextMatch.asTyped(text), text, reads);
    return elasticsearch
            .ask(
                client ->
                    client.count(
                        it ->
                            it.index(alias)
                                .query(
                                    q ->
                                        q.bool(
                                            b ->
                                                b.must(exactly)
                                                    .filter(QueryFilter.notRetracted())))))
            .count()
        > 0;
  }
}
