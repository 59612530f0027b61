package dev.pedigree.gateway.lineage;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsData;
import com.netflix.graphql.dgs.InputArgument;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Objects;

/** Fields of a lineage that take arguments. */
@DgsComponent
final class LineageFields {
  @DgsData(parentType = "LineageConnection")
  List<LineageConnection.Group> groups(@InputArgument String by, DataFetchingEnvironment env) {
    return Objects.requireNonNull(env.<LineageConnection>getSource()).groups(by);
  }
}
