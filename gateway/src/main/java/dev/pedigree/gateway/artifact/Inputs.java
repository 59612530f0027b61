package dev.pedigree.gateway.artifact;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.schema.Inheritance;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values as they come in arguments: GraphQL has checked their form. */
public final class Inputs {
  private Inputs() {}

  /** A list of words as a set. */
  public static Set<String> words(Object list) {
    return set(list, Function.identity());
  }

  /** A list of words, each read by {@code value}, as a set. */
  public static <T> Set<T> set(Object list, Function<String, T> value) {
    return ((List<?>) list).stream().map(Object::toString).map(value).collect(toUnmodifiableSet());
  }

  /** A list of words as a set; null: not given. */
  public static @Nullable Set<String> wordsIfGiven(@Nullable Object list) {
    return list == null ? null : words(list);
  }

  /** A list of inheritances as a set; null: not given. */
  public static @Nullable Set<Inheritance> inheritancesIfGiven(@Nullable Object list) {
    return list == null ? null : set(list, Inheritance::valueOf);
  }

  /**
   * The longest way, in edges; any where it is not given.
   *
   * @throws RefusedException if it is below 1
   */
  public static int maxDepth(@Nullable Object input, String path) {
    int edges = input instanceof Integer given ? given : Integer.MAX_VALUE;
    if (edges < 1) {
      throw RefusedException.invalid(path, edges, "1 or more");
    }
    return edges;
  }
}
