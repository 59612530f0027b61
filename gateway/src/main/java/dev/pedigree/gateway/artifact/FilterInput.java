package dev.pedigree.gateway.artifact;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.schema.Inheritance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Filters as they come in arguments: GraphQL has checked their form. */
public final class FilterInput {
  private FilterInput() {}

  /**
   * The filter that an {@code ArtifactFilter} input means.
   *
   * @param input null: any artifact
   */
  public static ArtifactFilter artifacts(@Nullable Object input) {
    if (!(input instanceof Map<?, ?> filter)) {
      return ArtifactFilter.ALL;
    }
    List<ArtifactFilter> all = new ArrayList<>();
    given(words(filter.get("kinds")), ArtifactFilter.Kinds::new, all);
    given(words(filter.get("namespaces")), ArtifactFilter.Namespaces::new, all);
    given(set(filter.get("stages"), Stage::valueOf), ArtifactFilter.Stages::new, all);
    if (filter.get("quarantined") instanceof Boolean quarantined) {
      all.add(new ArtifactFilter.Quarantined(quarantined));
    }
    given(filters(filter.get("and")), ArtifactFilter.All::new, all);
    given(filters(filter.get("or")), ArtifactFilter.Any::new, all);
    if (filter.get("not") != null) {
      all.add(new ArtifactFilter.Not(artifacts(filter.get("not"))));
    }
    return new ArtifactFilter.All(all);
  }

  private static <T> void given(
      @Nullable T value, Function<T, ArtifactFilter> condition, List<ArtifactFilter> all) {
    if (value != null) {
      all.add(condition.apply(value));
    }
  }

  /** A list of words as a set; null: not given. */
  public static @Nullable Set<String> words(@Nullable Object input) {
    return set(input, Function.identity());
  }

  /** A list of inheritances as a set; null: not given. */
  public static @Nullable Set<Inheritance> inheritances(@Nullable Object input) {
    return set(input, Inheritance::valueOf);
  }

  private static <T> @Nullable Set<T> set(@Nullable Object input, Function<String, T> value) {
    return input instanceof List<?> list
        ? list.stream().map(Object::toString).map(value).collect(toUnmodifiableSet())
        : null;
  }

  private static @Nullable List<ArtifactFilter> filters(@Nullable Object input) {
    return input instanceof List<?> list
        ? list.stream().map(FilterInput::artifacts).toList()
        : null;
  }
}
