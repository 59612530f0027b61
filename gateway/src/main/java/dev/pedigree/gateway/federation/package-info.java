/** Pedigree's graph as a subgraph of a federated one. */
@NullMarked
package dev.pedigree.gateway.federation;

import org.jspecify.annotations.NullMarked;
