/** Texts that open other servers. */
@NullMarked
package dev.pedigree.graph.secret;

import org.jspecify.annotations.NullMarked;
