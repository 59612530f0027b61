package dev.pedigree.gateway.edge;

import dev.pedigree.gateway.scalar.Json;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.schema.MutationType;
import dev.pedigree.schema.TypeSystem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mutation with its type and its own fields. */
record MutationView(
    MutationType type, @Nullable String description, Map<String, @Nullable Object> fields) {
  static MutationView of(EdgeMutation mutation, TypeSystem types) {
    MutationType type =
        types
            .mutationType(mutation.kind())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the schema in force lacks mutation " + mutation.kind()));
    return new MutationView(type, mutation.description(), Json.object(mutation.fields()));
  }
}
