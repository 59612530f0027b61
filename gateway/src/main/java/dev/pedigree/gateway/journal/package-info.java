/** The journal as GraphQL shows it. */
@NullMarked
package dev.pedigree.gateway.journal;

import org.jspecify.annotations.NullMarked;
