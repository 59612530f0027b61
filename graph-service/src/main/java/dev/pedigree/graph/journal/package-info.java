/** The journal: the one truth, an append-only, hash-chained sequence of changes. */
@NullMarked
package dev.pedigree.graph.journal;

import org.jspecify.annotations.NullMarked;
