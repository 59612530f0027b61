package dev.pedigree.search;

import dev.pedigree.graph.artifact.ArtifactId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of what was found, with figures of the whole.
 *
 * @param total how many there are on all pages
 * @param hits best first
 * @param more whether there are some behind the page
 * @param facets empty if they were not wanted
 * @param partial whether a part of the index did not answer in time: something may be missing
 * @param revision every change up to here is in the answer
 */
public record SearchResult(
    long total,
    List<Hit> hits,
    boolean more,
    SearchQuery.@Nullable Position end,
    List<Facet> facets,
    boolean partial,
    @Nullable String suggestion,
    long revision) {
  public SearchResult {
    hits = List.copyOf(hits);
    facets = List.copyOf(facets);
  }

  SearchResult suggesting(Optional<String> text) {
    return new SearchResult(total, hits, more, end, facets, partial, text.orElse(null), revision);
  }

  /**
   * An artifact that was found.
   *
   * @param highlights where; empty if they were not wanted, or it was found by its digest alone
   */
  public record Hit(SearchQuery.Position position, List<Highlight> highlights) {
    public Hit {
      highlights = List.copyOf(highlights);
    }

    public ArtifactId id() {
      return position.id();
    }
  }

  /**
   * What was found in a field.
   *
   * @param fragments HTML, with {@code <em>} around what was found
   */
  public record Highlight(String field, List<String> fragments) {
    public Highlight {
      fragments = List.copyOf(fragments);
    }
  }

  /**
   * How many there are of each value of a field.
   *
   * @param estimate whether values are left out, or counts may be too small
   * @param values most frequent first
   */
  public record Facet(String field, boolean estimate, List<Count> values) {
    public Facet {
      values = List.copyOf(values);
    }
  }

  /** How many there are of one value. */
  public record Count(String value, long count) {}
}
