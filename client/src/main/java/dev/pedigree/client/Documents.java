package dev.pedigree.client;

import com.netflix.graphql.dgs.client.codegen.BaseProjectionNode;
import com.netflix.graphql.dgs.client.codegen.GraphQLQuery;
import com.netflix.graphql.dgs.client.codegen.GraphQLQueryRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes generated queries as GraphQL. */
final class Documents {
  private static final Map<Class<?>, TextScalar> SCALARS =
      Map.of(Instant.class, new TextScalar(), Duration.class, new TextScalar());

  private Documents() {}

  static String of(GraphQLQuery query, @Nullable BaseProjectionNode projection) {
    if (projection == null) {
      return new GraphQLQueryRequest(query).serialize();
    }
    nameTypes(projection);
    return new GraphQLQueryRequest(query, projection, SCALARS).serialize();
  }

  /** Which type an interface's or a union's answer is of is read from {@code __typename}. */
  private static void nameTypes(BaseProjectionNode node) {
    for (Object field : node.getFields().values()) {
      if (field instanceof BaseProjectionNode inner) {
        nameTypes(inner);
      }
    }
    node.getFragments().forEach(Documents::nameTypes);
    // A node without fields is an enum's.
    if (!node.getFields().isEmpty() || !node.getFragments().isEmpty()) {
      node.getFields().putIfAbsent("__typename", null);
    }
  }
}
