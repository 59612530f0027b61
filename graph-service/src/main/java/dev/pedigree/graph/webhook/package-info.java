/** Who wants to be told by HTTP of what happens downstream of an artifact, and how far that is. */
@NullMarked
package dev.pedigree.graph.webhook;

import org.jspecify.annotations.NullMarked;
