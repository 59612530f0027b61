/** What an artifact and an edge are: identity, names, labels, stages. */
@NullMarked
package dev.pedigree.graph.artifact;

import org.jspecify.annotations.NullMarked;
