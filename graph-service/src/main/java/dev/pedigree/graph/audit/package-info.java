/** The hash tree over the journal's entries, from which strangers get proofs. */
@NullMarked
package dev.pedigree.graph.audit;

import org.jspecify.annotations.NullMarked;
