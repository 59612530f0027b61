/**
 * What questions of lineage cost: a table of ours beside flat arrays and a relational database, all
 * on one graph, in one run.
 */
@NullMarked
package dev.pedigree.bench.lineage;

import org.jspecify.annotations.NullMarked;
