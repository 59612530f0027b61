/** Measurements against a running stack, each beside a reference from the same run. */
@NullMarked
package dev.pedigree.bench;

import org.jspecify.annotations.NullMarked;
