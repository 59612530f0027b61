package dev.pedigree.gateway.lineage;

import dev.pedigree.gateway.artifact.FilterInput;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.LineageQuery;
import dev.pedigree.graph.lineage.Steps;
import graphql.schema.DataFetchingEnvironment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@code LineageFilter} input; an absent one means all. */
record LineageFilterInput(Map<String, ?> input) {
  static LineageFilterInput of(DataFetchingEnvironment env) {
    Map<String, ?> input = env.getArgument("filter");
    return new LineageFilterInput(input == null ? Map.of() : input);
  }

  /** Null: as the enclosing field. */
  @Nullable Long asOf() {
    return input.get("asOf") instanceof Long revision ? revision : null;
  }

  /**
   * The walk from {@code start}.
   *
   * @throws RefusedException if {@code maxDepth} is below 1
   */
  LineageQuery query(ArtifactId start, Direction direction) {
    int maxDepth = input.get("maxDepth") instanceof Integer depth ? depth : Integer.MAX_VALUE;
    if (maxDepth < 1) {
      throw RefusedException.invalid("filter.maxDepth", maxDepth, "1 or more");
    }
    return new LineageQuery(
        start,
        direction,
        new Steps(
            FilterInput.words(input.get("edgeTypes")),
            FilterInput.inheritances(input.get("inherits")),
            null,
            maxDepth,
            ArtifactFilter.ALL),
        FilterInput.artifacts(input.get("where")));
  }
}
