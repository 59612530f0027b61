/** Quarantine, release and retraction over GraphQL. */
@NullMarked
package dev.pedigree.gateway.standing;

import org.jspecify.annotations.NullMarked;
