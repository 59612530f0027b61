package dev.pedigree.gateway.search;

import dev.pedigree.gateway.artifact.Ids;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.Lineage;
import dev.pedigree.graph.lineage.LineageQuery;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.search.SearchQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a search on lineage. Where few artifacts meet one they are named to the search;
 * of many, each that it finds is asked about.
 */
final class RelativesFilter {
  private final List<Set<ArtifactId>> named = new ArrayList<>();
  private final List<Predicate<ArtifactId>> asked = new ArrayList<>();

  private RelativesFilter() {}

  /**
   * The conditions in a {@code SearchFilter}.
   *
   * @param where null: there are none
   * @throws dev.pedigree.gateway.error.RefusedException if an artifact in them is not recorded
   */
  static RelativesFilter of(@Nullable Object where, Snapshot snapshot, Budget budget) {
    RelativesFilter filter = new RelativesFilter();
    if (where instanceof Map<?, ?> input) {
      Map<String, Direction> fields = new LinkedHashMap<>();
      fields.put("descendantsOf", Direction.DESCENDANTS);
      fields.put("ancestorsOf", Direction.ANCESTORS);
      fields.forEach(
          (field, direction) -> {
            if (input.get(field) instanceof String id) {
              filter.add(Ids.existing(snapshot, "where." + field, id), direction, snapshot, budget);
            }
          });
    }
    return filter;
  }

  private void add(ArtifactId of, Direction direction, Snapshot snapshot, Budget budget) {
    Lineage all = snapshot.lineage(LineageQuery.all(of, direction), budget);
    if (all.truncation() == null && all.total() <= SearchQuery.MAX_IDS) {
      named.add(Set.copyOf(all.ids(0, Math.max(1, all.total()))));
    } else {
      asked.add(
          direction == Direction.DESCENDANTS
              ? artifact -> descends(artifact, of, snapshot, budget)
              : artifact -> descends(of, artifact, snapshot, budget));
    }
  }

  private static boolean descends(
      ArtifactId child, ArtifactId ancestor, Snapshot snapshot, Budget budget) {
    return snapshot.contains(child)
        && snapshot.contains(ancestor)
        && snapshot.descends(child, ancestor, Steps.ALL, budget);
  }

  /** {@code filter}, and those conditions that are met by few. */
  SearchQuery.Filter applied(SearchQuery.Filter filter) {
    SearchQuery.Filter all = filter;
    for (Set<ArtifactId> some : named) {
      all = all.among(some);
    }
    return all;
  }

  /** Whether an artifact meets the other conditions; null: there are none. */
  @Nullable Predicate<ArtifactId> accepts() {
    return asked.stream().reduce(Predicate::and).orElse(null);
  }
}
