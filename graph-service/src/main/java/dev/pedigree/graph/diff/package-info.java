/** What differs: between two artifacts upstream, and between two revisions. */
@NullMarked
package dev.pedigree.graph.diff;

import org.jspecify.annotations.NullMarked;
