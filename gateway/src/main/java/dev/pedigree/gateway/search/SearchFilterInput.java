package dev.pedigree.gateway.search;

import dev.pedigree.gateway.artifact.Inputs;
import dev.pedigree.gateway.scalar.DateTime;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.search.SearchQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@code SearchFilter} as it comes in an argument: GraphQL has checked its form. */
final class SearchFilterInput {
  private SearchFilterInput() {}

  /**
   * The filter that {@code input} means.
   *
   * @param input null: any artifact
   */
  static SearchQuery.Filter of(@Nullable Object input) {
    if (!(input instanceof Map<?, ?> filter)) {
      return SearchQuery.Filter.ANY;
    }
    Object stages = filter.get("stages");
    return new SearchQuery.Filter(
        Inputs.wordsIfGiven(filter.get("kinds")),
        Inputs.wordsIfGiven(filter.get("namespaces")),
        stages == null ? null : Inputs.set(stages, Stage::valueOf),
        labels(filter.get("labels")),
        filter.get("quarantined") instanceof Boolean quarantined ? quarantined : null,
        instant(filter.get("createdAfter")),
        instant(filter.get("createdBefore")));
  }

  private static List<Label> labels(@Nullable Object input) {
    return input instanceof List<?> list
        ? list.stream().map(SearchFilterInput::label).toList()
        : List.of();
  }

  private static Label label(Object input) {
    Map<?, ?> label = (Map<?, ?>) input;
    return new Label(String.valueOf(label.get("key")), String.valueOf(label.get("value")));
  }

  private static @Nullable Instant instant(@Nullable Object input) {
    return input instanceof DateTime time ? time.instant() : null;
  }
}
