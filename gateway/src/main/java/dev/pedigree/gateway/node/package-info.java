/** Anything that has an id. */
@NullMarked
package dev.pedigree.gateway.node;

import org.jspecify.annotations.NullMarked;
