/** Artifacts found by words. */
@NullMarked
package dev.pedigree.gateway.search;

import org.jspecify.annotations.NullMarked;
