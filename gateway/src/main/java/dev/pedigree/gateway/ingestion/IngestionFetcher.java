package dev.pedigree.gateway.ingestion;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsQuery;
import com.netflix.graphql.dgs.InputArgument;
import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells who recorded how much, and how much of it is incomplete. */
@DgsComponent
final class IngestionFetcher {
  @DgsQuery
  List<IngestionCount> ingestion(@InputArgument @Nullable Long asOf, DataFetchingEnvironment env) {
    Snapshot snapshot = Operation.of(env).snapshot(env, asOf, "asOf");
    return snapshot.ingestion().stream().map(count -> IngestionCount.of(count, snapshot)).toList();
  }

  /** What one caller recorded of one kind. */
  record IngestionCount(
      String recordedBy, String kind, int recorded, int incomplete, List<ArtifactRef> examples) {
    static IngestionCount of(Snapshot.IngestionCount count, Snapshot snapshot) {
      return new IngestionCount(
          count.recordedBy(),
          count.kind(),
          count.recorded(),
          count.incomplete(),
          count.examples().stream().map(id -> new ArtifactRef(snapshot, id)).toList());
    }
  }
}
