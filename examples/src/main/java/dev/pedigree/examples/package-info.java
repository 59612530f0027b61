/**
 * Four tools of an AI organisation that write into one graph, each on its own: what one needs of
 * another it finds by name or by content. To be read, and to be copied.
 */
@NullMarked
package dev.pedigree.examples;

import org.jspecify.annotations.NullMarked;
