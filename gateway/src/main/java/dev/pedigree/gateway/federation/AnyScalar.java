package dev.pedigree.gateway.federation;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsRuntimeWiring;
import com.netflix.graphql.dgs.DgsTypeDefinitionRegistry;
import dev.pedigree.gateway.scalar.JsonScalar;
import graphql.language.ScalarTypeDefinition;
import graphql.schema.GraphQLScalarType;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeDefinitionRegistry;

/** What routers name entities with, read as JSON is: DGS's own reads no variables and no nulls. */
@DgsComponent
public final class AnyScalar {
  private static final String NAME = "_Any";

  /** Called by DGS, once. */
  @DgsTypeDefinitionRegistry
  public TypeDefinitionRegistry declare() {
    TypeDefinitionRegistry registry = new TypeDefinitionRegistry();
    registry.add(ScalarTypeDefinition.newScalarTypeDefinition().name(NAME).build());
    return registry;
  }

  /** Called by DGS, once. */
  @DgsRuntimeWiring
  public RuntimeWiring.Builder wire(RuntimeWiring.Builder wiring) {
    return wiring.scalar(
        GraphQLScalarType.newScalar().name(NAME).coercing(new JsonScalar()).build());
  }
}
