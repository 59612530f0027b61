/** Nothing to use: the module has tests of what is run in production. */
@NullMarked
package dev.pedigree.operations;

import org.jspecify.annotations.NullMarked;
