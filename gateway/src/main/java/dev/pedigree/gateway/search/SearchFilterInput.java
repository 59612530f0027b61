package dev.pedigree.gateway.search;

import dev.pedigree.gateway.artifact.Inputs;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.scalar.DateTime;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.schema.TypeSystem;
import dev.pedigree.search.SearchQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@code SearchFilter} as it comes in an argument: GraphQL has checked its form. */
final class SearchFilterInput {
  private static final int MOST_VALUES = 1_000;

  private SearchFilterInput() {}

  /**
   * The filter that {@code input} means.
   *
   * @param input null: any artifact
   * @throws RefusedException if an attribute is unknown, or nothing is asked of it
   */
  static SearchQuery.Filter of(@Nullable Object input, TypeSystem types) {
    if (!(input instanceof Map<?, ?> filter)) {
      return SearchQuery.Filter.ANY;
    }
    for (String list : List.of("kinds", "namespaces", "labels", "checks", "attributes")) {
      if (filter.get(list) instanceof List<?> given && given.size() > MOST_VALUES) {
        throw new RefusedException(
            ErrorCode.TOO_LARGE,
            "where.%s: %d values (expected: at most %d)".formatted(list, given.size(), MOST_VALUES),
            "where." + list);
      }
    }
    Object stages = filter.get("stages");
    return new SearchQuery.Filter(
        Inputs.wordsIfGiven(filter.get("kinds")),
        Inputs.wordsIfGiven(filter.get("namespaces")),
        stages == null ? null : Inputs.set(stages, Stage::valueOf),
        labels(filter.get("labels")),
        filter.get("quarantined") instanceof Boolean quarantined ? quarantined : null,
        instant(filter.get("createdAfter")),
        instant(filter.get("createdBefore")),
        checks(filter.get("checks")),
        attributes(filter.get("attributes"), types),
        null);
  }

  private static List<SearchQuery.Check> checks(@Nullable Object input) {
    return input instanceof List<?> list
        ? list.stream().map(check -> check((Map<?, ?>) check)).toList()
        : List.of();
  }

  private static SearchQuery.Check check(Map<?, ?> check) {
    return new SearchQuery.Check(
        String.valueOf(check.get("name")),
        check.get("minVersion") instanceof Integer version ? version : null,
        check.get("outcome") instanceof String outcome ? CheckOutcome.valueOf(outcome) : null,
        Boolean.TRUE.equals(check.get("absent")));
  }

  private static List<SearchQuery.Attribute> attributes(@Nullable Object input, TypeSystem types) {
    List<SearchQuery.Attribute> attributes = new ArrayList<>();
    if (input instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        attributes.add(attribute((Map<?, ?>) list.get(i), "where.attributes[" + i + "]", types));
      }
    }
    return attributes;
  }

  private static SearchQuery.Attribute attribute(Map<?, ?> input, String path, TypeSystem types) {
    String name = String.valueOf(input.get("name"));
    String declared = name.split("\\.", 2)[0];
    boolean known =
        types.kinds().stream()
            .flatMap(kind -> kind.fields().stream())
            .anyMatch(field -> field.name().equals(declared));
    if (!known) {
      throw RefusedException.invalid(path + ".name", name, "an attribute of some kind");
    }
    String equal = input.get("eq") instanceof String eq ? eq : null;
    Double above = input.get("gt") instanceof Double gt ? gt : null;
    Double below = input.get("lt") instanceof Double lt ? lt : null;
    if (equal == null && above == null && below == null) {
      throw RefusedException.invalid(path, "no condition", "eq, gt or lt");
    }
    return new SearchQuery.Attribute(name, equal, above, below);
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
