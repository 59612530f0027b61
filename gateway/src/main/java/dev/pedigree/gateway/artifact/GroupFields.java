package dev.pedigree.gateway.artifact;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsData;
import com.netflix.graphql.dgs.InputArgument;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Objects;

/** Counts of whole answers. */
@DgsComponent
final class GroupFields {
  @DgsData(parentType = "ArtifactConnection")
  @DgsData(parentType = "LineageConnection")
  List<SelectionConnection.Group> groups(@InputArgument String by, DataFetchingEnvironment env) {
    return Objects.requireNonNull(env.<SelectionConnection>getSource()).groups(by);
  }
}
