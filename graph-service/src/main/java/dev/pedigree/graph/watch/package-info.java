/** Who sees calls to stores and questions of lineage begin and end: metrics and traces. */
@NullMarked
package dev.pedigree.graph.watch;

import org.jspecify.annotations.NullMarked;
