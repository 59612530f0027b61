/** Edges and their mutations as GraphQL shows them. */
@NullMarked
package dev.pedigree.gateway.edge;

import org.jspecify.annotations.NullMarked;
