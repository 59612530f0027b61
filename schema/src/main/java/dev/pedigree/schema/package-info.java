/** The type system: kinds, edge types and mutations, declared in GraphQL SDL and read from it. */
@NullMarked
package dev.pedigree.schema;

import org.jspecify.annotations.NullMarked;
