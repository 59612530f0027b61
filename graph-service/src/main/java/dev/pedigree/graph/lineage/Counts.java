package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Counts artifacts by what they have in common. */
final class Counts {
  private final int[] artifacts;
  private final Sight sight;
  private final TopologyReader graph;
  private final TypeSystem types;

  Counts(int[] artifacts, Sight sight, TypeSystem types) {
    this.artifacts = artifacts;
    this.sight = sight;
    this.graph = sight.graph();
    this.types = types;
  }

  /**
   * See {@link Selection#groups}.
   *
   * @throws IllegalArgumentException if only a lineage can be counted so
   */
  Map<String, Integer> by(Grouping grouping) {
    return switch (grouping) {
      case KIND -> byKind();
      case STAGE -> byValue(graph::stage, Stage.values());
      case NAMESPACE -> byNames(artifact -> List.of(sight.firstName(artifact).namespace()));
      case OWNER -> byNames(artifact -> graph.owners(artifact).stream().distinct().toList());
      case PROVENANCE -> byValue(this::provenance, Provenance.values());
      case RECORDED_MONTH -> byMonth();
      case DEPTH, EDGE_TYPE ->
          throw new IllegalArgumentException(
              "groups by: " + grouping + " (expected: of a lineage, not of a selection)");
    };
  }

  private Map<String, Integer> byKind() {
    int[] counts = new int[types.kinds().size()];
    for (int artifact : artifacts) {
      counts[graph.firstKind(artifact)]++;
    }
    return largestFirst(counts, types.kinds().stream().map(Kind::name).toList());
  }

  @SuppressWarnings("EnumOrdinal") // where a count is, for as long as it is counted
  private <E extends Enum<E>> Map<String, Integer> byValue(IntFunction<E> value, E[] values) {
    int[] counts = new int[values.length];
    for (int artifact : artifacts) {
      counts[value.apply(artifact).ordinal()]++;
    }
    return largestFirst(counts, Arrays.stream(values).map(Enum::name).toList());
  }

  private Provenance provenance(int artifact) {
    return Provenance.of(graph.provenance(artifact), graph.hasParents(artifact));
  }

  private Map<String, Integer> byNames(IntFunction<List<String>> names) {
    Object2IntOpenHashMap<String> counts = new Object2IntOpenHashMap<>();
    for (int artifact : artifacts) {
      names.apply(artifact).forEach(name -> counts.addTo(name, 1));
    }
    return largestFirst(counts);
  }

  /** Time goes with the ordinals, so where a month ends is found by halving. */
  private Map<String, Integer> byMonth() {
    int[] sorted = artifacts.clone();
    new AscendingSort(graph.artifactCount()).sort(sorted, 0, sorted.length);
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int from = 0; from < sorted.length; ) {
      YearMonth month = month(sorted[from]);
      int to = endOf(month, sorted, from);
      counts.put(month.toString(), to - from);
      from = to;
    }
    return counts;
  }

  private int endOf(YearMonth month, int[] sorted, int from) {
    int low = from + 1;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (month(sorted[middle]).isAfter(month)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private YearMonth month(int artifact) {
    return YearMonth.from(graph.timeOf(graph.recordedRevision(artifact)).atOffset(ZoneOffset.UTC));
  }

  /** Only what there is any of. */
  static Map<String, Integer> largestFirst(int[] counts, List<String> names) {
    Object2IntOpenHashMap<String> named = new Object2IntOpenHashMap<>();
    for (int code = 0; code < counts.length; code++) {
      if (counts[code] > 0) {
        named.put(names.get(code), counts[code]);
      }
    }
    return largestFirst(named);
  }

  private static Map<String, Integer> largestFirst(Map<String, Integer> counts) {
    Map<String, Integer> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
