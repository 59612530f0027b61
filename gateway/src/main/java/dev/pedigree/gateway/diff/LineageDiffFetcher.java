package dev.pedigree.gateway.diff;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsData;
import com.netflix.graphql.dgs.DgsQuery;
import com.netflix.graphql.dgs.InputArgument;
import dev.pedigree.gateway.artifact.Ids;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.gateway.paging.PageRequest;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares what two artifacts descend from. */
@DgsComponent
final class LineageDiffFetcher {
  private final int limit;

  LineageDiffFetcher(GatewayProperties properties) {
    this.limit = properties.limits().page();
  }

  @DgsQuery
  LineageDiffView lineageDiff(
      @InputArgument String base,
      @InputArgument String head,
      @InputArgument @Nullable Long asOf,
      DataFetchingEnvironment env) {
    Operation operation = Operation.of(env);
    Snapshot snapshot = operation.snapshot(env, asOf, "asOf");
    return LineageDiffView.of(
        snapshot,
        Ids.existing(snapshot, "base", base),
        Ids.existing(snapshot, "head", head),
        operation.budget());
  }

  /** A page behind the first is of the revision that the first was of. */
  @DgsData(parentType = "LineageDiff")
  LineageChangeConnection changes(DataFetchingEnvironment env) {
    LineageDiffView diff = Objects.requireNonNull(env.<LineageDiffView>getSource());
    Operation operation = Operation.of(env);
    ArtifactId base = diff.base().id();
    ArtifactId head = diff.head().id();
    PageRequest page = PageRequest.of(env, base + " " + head, limit);
    Snapshot snapshot = page.snapshot(operation::ofCursor, diff::snapshot);
    return new LineageChangeConnection(
        snapshot.revision() == diff.revision()
            ? diff
            : LineageDiffView.of(snapshot, base, head, operation.budget()),
        page);
  }
}
