/** Kinds, edge types and mutations as GraphQL tells of them. */
@NullMarked
package dev.pedigree.gateway.types;

import org.jspecify.annotations.NullMarked;
