package dev.pedigree.gateway.lineage;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsQuery;
import com.netflix.graphql.dgs.InputArgument;
import dev.pedigree.gateway.artifact.Ids;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import org.jspecify.annotations.Nullable;

/** Tells whether, and how, one artifact descends from another. */
@DgsComponent
final class WayFetcher {
  @DgsQuery
  boolean descendsFrom(
      @InputArgument String child, @InputArgument String ancestor, DataFetchingEnvironment env) {
    Ends ends = Ends.of(child, ancestor, env);
    return ends.snapshot.descends(
        ends.child, ends.ancestor, ends.filter.steps(), Operation.of(env).budget());
  }

  @DgsQuery
  @Nullable LineagePath path(
      @InputArgument String child, @InputArgument String ancestor, DataFetchingEnvironment env) {
    Ends ends = Ends.of(child, ancestor, env);
    return ends.snapshot
        .way(ends.child, ends.ancestor, ends.filter.steps(), Operation.of(env).budget())
        .map(way -> LineagePath.of(ends.snapshot, way))
        .orElse(null);
  }

  /** What both questions are about. */
  private record Ends(
      Snapshot snapshot, ArtifactId child, ArtifactId ancestor, LineageFilterInput filter) {
    static Ends of(String child, String ancestor, DataFetchingEnvironment env) {
      LineageFilterInput filter = LineageFilterInput.of(env);
      Snapshot snapshot = Operation.of(env).snapshot(env, filter.asOf(), "filter.asOf");
      return new Ends(
          snapshot,
          Ids.existing(snapshot, "child", child),
          Ids.existing(snapshot, "ancestor", ancestor),
          filter);
    }
  }
}
