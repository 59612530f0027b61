/** A page on which people try queries. */
@NullMarked
package dev.pedigree.gateway.graphiql;

import org.jspecify.annotations.NullMarked;
