/** Every artifact's facts in one partition of Cassandra: its state at any revision. */
@NullMarked
package dev.pedigree.graph.state;

import org.jspecify.annotations.NullMarked;
