/** The gateway: GraphQL and bulk transfer over HTTP, in front of the graph service. */
@NullMarked
package dev.pedigree.gateway;

import org.jspecify.annotations.NullMarked;
