package dev.pedigree.graph.journal;

import java.util.ArrayList;
import java.util.List;

/** The payloads of the changes that are to become one entry. */
final class Payloads {
  private Payloads() {}

  /**
   * Encodes {@code drafts}.
   *
   * @throws IllegalArgumentException if they are none, or too long for one entry
   */
  static List<byte[]> encode(List<Change.Draft> drafts) {
    if (drafts.isEmpty()) {
      throw new IllegalArgumentException("an entry of 0 changes (expected: 1 or more)");
    }
    List<byte[]> payloads = new ArrayList<>(drafts.size());
    long bytes = 0;
    for (Change.Draft draft : drafts) {
      byte[] payload = FactCodec.encode(draft);
      payloads.add(payload);
      bytes += StoredEntry.encodedBytes(payload.length);
    }
    if (bytes > Journal.MAX_ENTRY_BYTES) {
      throw new IllegalArgumentException(
          "an entry of %d changes with %d bytes (expected: up to %d bytes)"
              .formatted(drafts.size(), bytes, Journal.MAX_ENTRY_BYTES));
    }
    return payloads;
  }
}
