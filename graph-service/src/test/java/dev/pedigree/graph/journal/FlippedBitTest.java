package dev.pedigree.graph.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.artifact.Digest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever bit of a stored entry flips, but those of its counter of erasures. */
class FlippedBitTest {
  private static final long BLOCK_BYTES = 1 << 20;

  private final JournalHead before =
      new JournalHead(4, Digest.of("before"), Instant.ofEpochMilli(1_700_000_000_000L), 0, 500);
  private final StoredEntry entry =
      StoredEntry.seal(
          before, Payloads.encode(Drafts.many(1, 2)), before.at().plusSeconds(1), BLOCK_BYTES);

  @Test
  void isNoticedAnywhere() {
    entry.verifyBehind(before, BLOCK_BYTES);
    List<StoredEntry> flipped = new ArrayList<>();
    for (int bit = 0; bit < 8 * entry.payloads().length; bit++) {
      flipped.add(with(entry.payloadHashes(), flip(entry.payloads(), bit), entry.hash()));
    }
    for (int bit = 0; bit < 8 * entry.payloadHashes().length; bit++) {
      flipped.add(with(flip(entry.payloadHashes(), bit), entry.payloads(), entry.hash()));
    }
    for (int bit = 0; bit < 8 * Digest.BYTES; bit++) {
      Digest hash = Digest.ofBytes(flip(entry.hash().bytes(), bit));
      flipped.add(with(entry.payloadHashes(), entry.payloads(), hash));
      flipped.add(numbers(new long[7], Digest.ofBytes(flip(entry.previousHash().bytes(), bit))));
    }
    for (int number = 0; number < 7; number++) {
      for (int bit = 0; bit < Long.SIZE; bit++) {
        long[] flips = new long[7];
        flips[number] = 1L << bit;
        flipped.add(numbers(flips, entry.previousHash()));
      }
    }

    assertThat(flipped).hasSizeGreaterThan(4_000);
    for (StoredEntry each : flipped) {
      assertThatThrownBy(() -> each.verifyBehind(before, BLOCK_BYTES))
          .isInstanceOf(JournalDamagedException.class)
          .hasMessageStartingWith("entry of revisions ");
    }
  }

  private StoredEntry with(byte[] payloadHashes, byte[] payloads, Digest hash) {
    return new StoredEntry(
        entry.block(),
        entry.firstRevision(),
        entry.lastRevision(),
        entry.atMillis(),
        entry.nonce(),
        entry.blockBytes(),
        entry.previousHash(),
        hash,
        payloadHashes,
        payloads,
        0,
        Map.of());
  }

  private StoredEntry numbers(long[] flips, Digest previousHash) {
    return new StoredEntry(
        entry.block() ^ flips[0],
        entry.firstRevision() ^ flips[1],
        entry.lastRevision() ^ flips[2],
        entry.atMillis() ^ flips[3],
        new UUID(
            entry.nonce().getMostSignificantBits() ^ flips[4],
            entry.nonce().getLeastSignificantBits() ^ flips[5]),
        entry.blockBytes() ^ flips[6],
        previousHash,
        entry.hash(),
        entry.payloadHashes(),
        entry.payloads(),
        0,
        Map.of());
  }

  private static byte[] flip(byte[] bytes, int bit) {
    byte[] flipped = ByteBuffer.allocate(bytes.length).put(bytes).array();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }
}
