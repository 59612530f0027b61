/** Policies over GraphQL: publishing them, and what they say. */
@NullMarked
package dev.pedigree.gateway.policy;

import org.jspecify.annotations.NullMarked;
