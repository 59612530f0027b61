package dev.pedigree.interop.openlineage;

import dev.pedigree.graph.artifact.CanonicalJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Facets as they are kept with one artifact or edge: all of them, unless together they are too long
 * for its attributes.
 */
final class Kept {
  private int left;

  private Kept(int left) {
    this.left = left;
  }

  /** With one artifact; leaves room for what else is among its attributes. */
  static Kept withArtifact() {
    return new Kept(400_000);
  }

  /** In one of two members of an edge's attributes. */
  static Kept withEdge() {
    return new Kept(200_000);
  }

  /**
   * The facets, the largest of them left out if there is no room for them; {@code _dropped} then
   * has the names of those. What is kept takes room from those that come later.
   */
  Map<String, Object> of(Map<String, ? extends Object> facets) {
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
      if (total <= left) {
        break;
      }
      total -= lengths.getOrDefault(name, 0);
      kept.remove(name);
      dropped.add(name);
    }
    left -= total;
    if (!dropped.isEmpty()) {
      kept.put("_dropped", dropped);
    }
    return kept;
  }
}
