/** Ancestors and descendants, at any depth, as of any revision. */
@NullMarked
package dev.pedigree.graph.lineage;

import org.jspecify.annotations.NullMarked;
