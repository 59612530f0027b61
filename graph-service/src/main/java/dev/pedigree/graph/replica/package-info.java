/** One process's copy of the graph: follows the journal, orders and appends what is asked of it. */
@NullMarked
package dev.pedigree.graph.replica;

import org.jspecify.annotations.NullMarked;
