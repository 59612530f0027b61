package dev.pedigree.graph.diff;

import static java.util.Comparator.comparing;
import static java.util.Map.Entry.comparingByKey;

import dev.pedigree.graph.journal.Fact;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts facts by their type. */
final class FactCounts {
  private final Map<String, Integer> counts = new HashMap<>();
  private int redacted;

  void count(Fact fact, boolean readable) {
    if (readable) {
      counts.merge(fact.getClass().getSimpleName(), 1, Integer::sum);
    } else {
      redacted++;
    }
  }

  int redacted() {
    return redacted;
  }

  Map<String, Integer> largestFirst() {
    Map<String, Integer> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            comparing(Map.Entry<String, Integer>::getValue, Comparator.reverseOrder())
                .thenComparing(comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
