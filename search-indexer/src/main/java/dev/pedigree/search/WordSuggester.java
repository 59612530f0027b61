package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.SuggestMode;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Suggestion;
import co.elastic.clients.elasticsearch.core.search.TermSuggest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what somebody may have meant who typed a word that nothing has. */
final class WordSuggester {
  private static final String WORDS = "words";
  private static final int LETTERS = 4;

  private final Elasticsearch elasticsearch;
  private final String alias;

  WordSuggester(Elasticsearch elasticsearch, String alias) {
    this.elasticsearch = elasticsearch;
    this.alias = alias;
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
                                                            .suggestMode(SuggestMode.Missing)
                                                            .minWordLength(LETTERS)
                                                            .size(1)))),
                    Void.class));
    Map<String, String> better = new HashMap<>();
    for (Suggestion<Void> suggestion : response.suggest().getOrDefault(WORDS, List.of())) {
      TermSuggest term = suggestion.term();
      term.options().stream()
          .findFirst()
          .ifPresent(option -> better.put(term.text(), option.text()));
    }
    return better;
  }

  private boolean finds(SearchText text) {
    Query exactly = TextMatch.asTyped(text);
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
