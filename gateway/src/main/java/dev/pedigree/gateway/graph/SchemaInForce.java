package dev.pedigree.gateway.graph;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsTypeDefinitionRegistry;
import dev.pedigree.schema.PedigreeSchema;
import graphql.schema.idl.TypeDefinitionRegistry;

/** Gives DGS the schema in force: the SDL of the schema module, not a copy of it. */
@DgsComponent
public final class SchemaInForce {
  private final PedigreeSchema schema;

  SchemaInForce(PedigreeSchema schema) {
    this.schema = schema;
  }

  /** Called by DGS, once. */
  @DgsTypeDefinitionRegistry
  public TypeDefinitionRegistry registry() {
    return schema.registry();
  }
}
