/** What is told part by part of something that is recorded only when it is over. */
@NullMarked
package dev.pedigree.graph.pending;

import org.jspecify.annotations.NullMarked;
