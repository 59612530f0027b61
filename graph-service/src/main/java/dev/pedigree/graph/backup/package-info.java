/** Copies of the journal in a folder: making, checking and restoring them. */
@NullMarked
package dev.pedigree.graph.backup;

import org.jspecify.annotations.NullMarked;
