/** Ancestors and descendants as GraphQL shows them. */
@NullMarked
package dev.pedigree.gateway.lineage;

import org.jspecify.annotations.NullMarked;
