/** Recording, amending and promoting over GraphQL. */
@NullMarked
package dev.pedigree.gateway.record;

import org.jspecify.annotations.NullMarked;
