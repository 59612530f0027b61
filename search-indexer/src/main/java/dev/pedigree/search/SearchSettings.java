package dev.pedigree.search;

import java.net.URI;
import java.time.Duration;

/**
 * Where Elasticsearch is and which index is ours.
 *
 * @param index the alias that is searched: lower-case letters, digits, {@code -} and {@code _}, at
 *     most 200 characters; the index behind it has the layout's number at its end
 * @param timeout how long one answer is waited for
 */
public record SearchSettings(URI uri, String index, Duration timeout) {
  public SearchSettings {
    if (!index.matches("[a-z][a-z0-9_-]{0,199}")) {
      throw new IllegalArgumentException(
          "index: "
              + index
              + " (expected: a lower-case letter, then up to 199 of a-z, 0-9, - and _)");
    }
  }
}
