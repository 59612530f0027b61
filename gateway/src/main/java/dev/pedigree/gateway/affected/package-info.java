/** Tells what happens downstream of an artifact. */
@NullMarked
package dev.pedigree.gateway.affected;

import org.jspecify.annotations.NullMarked;
