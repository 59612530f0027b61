/** The shape of the graph in memory, at every revision. */
@NullMarked
package dev.pedigree.graph.topology;

import org.jspecify.annotations.NullMarked;
