/** What {@code docs/operations.md} says, done. */
@NullMarked
package dev.pedigree.operations.handbook;

import org.jspecify.annotations.NullMarked;
