/** Who is asking. */
@NullMarked
package dev.pedigree.graph.caller;

import org.jspecify.annotations.NullMarked;
