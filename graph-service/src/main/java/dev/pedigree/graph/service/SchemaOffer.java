package dev.pedigree.graph.service;

import dev.pedigree.schema.PedigreeSchema;

/**
 * The schema that a process wants to work with. It is put in force once nothing stands against it.
 *
 * @param mayBreakClients whether it may take away what clients of the schema in force ask for;
 *     never what recorded facts need
 */
public record SchemaOffer(PedigreeSchema schema, boolean mayBreakClients) {
  /** Without the permission to break clients. */
  public static SchemaOffer of(PedigreeSchema schema) {
    return new SchemaOffer(schema, false);
  }
}
