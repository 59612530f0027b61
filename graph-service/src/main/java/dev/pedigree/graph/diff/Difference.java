package dev.pedigree.graph.diff;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LineageChange} by ordinals, before it is put in words.
 *
 * @param base {@link #NONE}: that side lacks it
 * @param head likewise
 */
record Difference(
    LineageChange.Kind kind,
    int depthEdges,
    int base,
    int head,
    @Nullable Link baseLink,
    @Nullable Link headLink) {
  static final int NONE = -1;

  private static final Comparator<@Nullable Link> LINKS =
      Comparator.nullsFirst(Comparator.naturalOrder());

  /** The same wherever it is asked for, so that pages fit together. */
  static final Comparator<Difference> CLOSEST_FIRST =
      Comparator.comparingInt(Difference::depthEdges)
          .thenComparing(Difference::kind)
          .thenComparingInt(it -> Math.max(it.base, it.head))
          .thenComparing(Difference::headLink, LINKS)
          .thenComparing(Difference::baseLink, LINKS);

  /** A difference of two that stand in for each other. */
  static Difference of(LineageChange.Kind kind, Pair pair) {
    return new Difference(kind, pair.depthEdges(), pair.base(), pair.head(), null, null);
  }
}
