package dev.pedigree.gateway.lineage;

import dev.pedigree.gateway.artifact.ArtifactFilterInput;
import dev.pedigree.gateway.artifact.Inputs;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.graph.lineage.Steps;
import graphql.schema.DataFetchingEnvironment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code LineageFilter} input; an absent one means all.
 *
 * @param asOf null: as the enclosing field
 */
record LineageFilterInput(Steps steps, ArtifactFilter where, @Nullable Long asOf) {
  /**
   * Reads the argument {@code filter}.
   *
   * @throws RefusedException if a value in it is out of range
   */
  static LineageFilterInput of(DataFetchingEnvironment env) {
    Map<String, ?> given = env.getArgument("filter");
    Map<String, ?> input = given == null ? Map.of() : given;
    return new LineageFilterInput(
        steps(input),
        ArtifactFilterInput.filter(input.get("where"), "filter.where"),
        input.get("asOf") instanceof Long revision ? revision : null);
  }

  private static Steps steps(Map<String, ?> input) {
    return new Steps(
        Inputs.wordsIfGiven(input.get("edgeTypes")),
        Inputs.inheritancesIfGiven(input.get("inherits")),
        Inputs.wordsIfGiven(input.get("mutations")),
        Inputs.maxDepth(input.get("maxDepth"), "filter.maxDepth"),
        ArtifactFilterInput.filter(input.get("through"), "filter.through"));
  }
}
