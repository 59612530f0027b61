/** Several gateways and indexers on the same stores. */
@NullMarked
package dev.pedigree.operations.replicas;

import org.jspecify.annotations.NullMarked;
