/** Asking a gateway, and timing it. */
@NullMarked
package dev.pedigree.bench.ask;

import org.jspecify.annotations.NullMarked;
