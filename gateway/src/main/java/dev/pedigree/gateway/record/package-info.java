/** Recording and amending over GraphQL. */
@NullMarked
package dev.pedigree.gateway.record;

import org.jspecify.annotations.NullMarked;
