package dev.pedigree.gateway.federation;

import dev.pedigree.schema.PedigreeSchema;
import graphql.schema.DataFetcher;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchemaElement;
import graphql.schema.GraphQLTypeVisitorStub;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import java.util.List;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.stereotype.Component;

/**
 * Has {@code _service} tell the schema module's SDL. What DGS would print is of Federation 1, and
 * leaves out the declaration of {@code @oneOf} that composers need.
 */
@Component
final class SubgraphSdl implements GraphQlSourceBuilderCustomizer {
  private static final String SERVICE = "_Service";

  private final String sdl;

  SubgraphSdl(PedigreeSchema schema) {
    this.sdl = schema.subgraphSdl();
  }

  @Override
  public void customize(GraphQlSource.SchemaResourceBuilder builder) {
    builder.typeVisitors(List.of(new Visitor()));
  }

  private final class Visitor extends GraphQLTypeVisitorStub {
    @Override
    public TraversalControl visitGraphQLObjectType(
        GraphQLObjectType type, TraverserContext<GraphQLSchemaElement> context) {
      if (type.getName().equals(SERVICE)) {
        DataFetcher<String> fetcher = _ -> sdl;
        GraphQLCodeRegistry.Builder code =
            context.getVarFromParents(GraphQLCodeRegistry.Builder.class);
        code.dataFetcher(FieldCoordinates.coordinates(SERVICE, "sdl"), fetcher);
      }
      return TraversalControl.CONTINUE;
    }
  }
}
