/** Judging what somebody wants to record, against the graph as it stands. */
@NullMarked
package dev.pedigree.graph.recording;

import org.jspecify.annotations.NullMarked;
