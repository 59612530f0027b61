package dev.pedigree.graph.journal;

import dev.pedigree.graph.artifact.Digest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that the hash of an entry is computed from, and one of its changes as it was hashed. The
 * hashes of the other changes are salted: they tell nothing.
 *
 * @param revision of the change
 * @param atMillis since the epoch
 * @param changeHashes one per change, in order
 * @param opening null: the change is erased
 */
public record EntryEvidence(
    long revision,
    long block,
    long firstRevision,
    long lastRevision,
    long atMillis,
    UUID nonce,
    long blockBytes,
    Digest previousHash,
    Digest hash,
    List<Digest> changeHashes,
    @Nullable Opening opening) {
  public EntryEvidence {
    changeHashes = List.copyOf(changeHashes);
  }

  /**
   * What the hash of a change is computed from.
   *
   * @param salt in hexadecimal
   * @param payload in base64, as {@code facts.proto} describes it
   */
  public record Opening(String salt, String payload) {}

  /** The same without what the change says. */
  public EntryEvidence closed() {
    return new EntryEvidence(
        revision,
        block,
        firstRevision,
        lastRevision,
        atMillis,
        nonce,
        blockBytes,
        previousHash,
        hash,
        changeHashes,
        null);
  }
}
