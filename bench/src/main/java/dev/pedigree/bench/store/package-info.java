/** Stores that are filled for one measurement. */
@NullMarked
package dev.pedigree.bench.store;

import org.jspecify.annotations.NullMarked;
