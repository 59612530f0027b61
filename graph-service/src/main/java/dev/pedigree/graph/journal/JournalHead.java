package dev.pedigree.graph.journal;

import dev.pedigree.graph.artifact.Digest;
import java.time.Instant;

/**
 * A position between two entries, and all that a writer must know to append the next one.
 *
 * @param revision of the last change before it; 0: before the first
 * @param hash of the last entry before it
 * @param at time of the last entry before it
 * @param block where the last entry before it lies
 * @param bytesInBlock payload bytes of that block so far
 */
public record JournalHead(long revision, Digest hash, Instant at, long block, long bytesInBlock) {
  /** Before the first entry. */
  public static final JournalHead START = new JournalHead(0, Digest.ZERO, Instant.EPOCH, 0, 0);
}
