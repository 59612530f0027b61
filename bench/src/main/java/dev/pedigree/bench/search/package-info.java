/** Measures search and its index. */
@NullMarked
package dev.pedigree.bench.search;

import org.jspecify.annotations.NullMarked;
