package dev.pedigree.interop.openlineage;

import dev.pedigree.graph.artifact.CanonicalJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Facets as they are kept: all of them, unless together they are too long for an attribute. */
final class Kept {
  /** Several such maps fit into what the attributes of one thing may be. */
  private static final int MOST_CHARACTERS = 120_000;

  private Kept() {}

  /**
   * The facets, the largest of them left out if they are too many; {@code _dropped} then has the
   * names of those.
   */
  static Map<String, Object> of(Map<String, ? extends Object> facets) {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    facets.forEach((name, facet) -> lengths.put(name, CanonicalJson.of(facet).length()));
    int total = lengths.values().stream().mapToInt(Integer::intValue).sum();
    Map<String, Object> kept = new LinkedHashMap<>(facets);
    List<String> dropped = new ArrayList<>();
    List<String> largestFirst =
        lengths.keySet().stream()
            .sorted(Comparator.comparing(lengths::get, Comparator.reverseOrder()))
            .toList();
    for (String name : largestFirst) {
      if (total <= MOST_CHARACTERS) {
        break;
      }
      total -= lengths.getOrDefault(name, 0);
      kept.remove(name);
      dropped.add(name);
    }
    if (!dropped.isEmpty()) {
      kept.put("_dropped", dropped);
    }
    return kept;
  }
}
