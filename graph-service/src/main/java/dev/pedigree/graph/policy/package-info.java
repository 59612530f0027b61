/** Policies: what they say, and what they say of an artifact that is to be promoted. */
@NullMarked
package dev.pedigree.graph.policy;

import org.jspecify.annotations.NullMarked;
