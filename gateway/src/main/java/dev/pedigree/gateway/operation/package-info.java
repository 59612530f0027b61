/** One GraphQL operation: who asks, and the one revision that it reads. */
@NullMarked
package dev.pedigree.gateway.operation;

import org.jspecify.annotations.NullMarked;
