/** How Cassandra is reached. */
@NullMarked
package dev.pedigree.graph.cassandra;

import org.jspecify.annotations.NullMarked;
