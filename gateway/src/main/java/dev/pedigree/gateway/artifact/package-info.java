/** Artifacts as GraphQL shows them. */
@NullMarked
package dev.pedigree.gateway.artifact;

import org.jspecify.annotations.NullMarked;
