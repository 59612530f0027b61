/** What differs, as GraphQL shows it. */
@NullMarked
package dev.pedigree.gateway.diff;

import org.jspecify.annotations.NullMarked;
