/** Signed checkpoints of the journal, and proofs that strangers can verify. */
@NullMarked
package dev.pedigree.gateway.audit;

import org.jspecify.annotations.NullMarked;
