package dev.pedigree.search;

import co.elastic.clients.elasticsearch.core.SearchRequest;
import dev.pedigree.graph.caller.Namespaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a document, to show in them what was found: Elasticsearch marks words in their
 * spaced form.
 */
record FoundTexts(
    @Nullable List<String> names,
    @Nullable List<String> namespaces,
    @Nullable List<String> versions,
    @Nullable List<String> kinds,
    @Nullable List<String> labels,
    @Nullable List<String> owners,
    @Nullable List<String> attributes,
    @Nullable String description) {
  private static final int FRAGMENTS = 3;
  private static final int FRAGMENT_CHARACTERS = 150;

  /** In the order in which they are shown. */
  private static final List<String> FIELDS =
      List.of("name", "namespace", "version", "kind", "label", "owner", "attribute", "description");

  private static final Set<String> OF_NAMES = Set.of("name", "namespace", "version");

  static void ask(SearchRequest.Builder request, SearchText text) {
    request.source(
        source ->
            source.filter(
                only ->
                    only.includes(
                        "names",
                        "namespaces",
                        "versions",
                        "kinds",
                        "labels",
                        "owners",
                        "attributes",
                        "description")));
    List<String> words = text.words();
    if (words.isEmpty()) {
      return;
    }
    request.highlight(
        all -> {
          all.preTags(String.valueOf(PlainText.FOUND_FROM))
              .postTags(String.valueOf(PlainText.FOUND_TO))
              .fragmentSize(FRAGMENT_CHARACTERS);
          for (String field : FIELDS) {
            int fragments = field.equals("description") ? FRAGMENTS : 0;
            all.fields(
                TextMatch.path(field),
                one ->
                    one.numberOfFragments(fragments).highlightQuery(TextMatch.shown(field, words)));
          }
          return all;
        });
  }

  /**
   * What was found in which field.
   *
   * @param marked fragments by field, as Elasticsearch marked them
   * @param reads what whoever asks may read: where a name may not be, no name is shown
   */
  List<SearchResult.Highlight> highlights(Map<String, List<String>> marked, Namespaces reads) {
    List<SearchResult.Highlight> highlights = new ArrayList<>();
    boolean named = given(namespaces).stream().allMatch(reads::contains);
    for (String field : FIELDS) {
      if (!named && OF_NAMES.contains(field)) {
        continue;
      }
      List<String> fragments =
          marked.getOrDefault(TextMatch.path(field), List.of()).stream()
              .flatMap(it -> PlainText.highlighted(it, originals(field)).stream())
              .toList();
      if (!fragments.isEmpty()) {
        highlights.add(new SearchResult.Highlight(field, fragments));
      }
    }
    return highlights;
  }

  private List<String> originals(String field) {
    return switch (field) {
      case "name" -> given(names);
      case "namespace" -> given(namespaces);
      case "version" -> given(versions);
      case "kind" -> given(kinds);
      case "label" -> given(labels).stream().map(IndexedArtifact::shownLabel).toList();
      case "owner" -> given(owners);
      case "attribute" -> given(attributes).stream().map(SearchableAttributes::shown).toList();
      default -> description == null ? List.of() : List.of(description);
    };
  }

  private static List<String> given(@Nullable List<String> texts) {
    return Objects.requireNonNullElse(texts, List.of());
  }
}
