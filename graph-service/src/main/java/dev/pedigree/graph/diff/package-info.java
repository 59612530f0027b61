/** How two artifacts differ in what they descend from. */
@NullMarked
package dev.pedigree.graph.diff;

import org.jspecify.annotations.NullMarked;
