package dev.pedigree.graph.journal;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** In which block a revision lies. Learns a block's first revision once, from the one before it. */
final class BlockIndex {
  private final JournalTable table;
  private final long maxBlockBytes;
  private final NavigableMap<Long, Long> blocksByFirstRevision = new ConcurrentSkipListMap<>();

  BlockIndex(JournalTable table, long maxBlockBytes) {
    this.table = table;
    this.maxBlockBytes = maxBlockBytes;
    blocksByFirstRevision.put(1L, 0L);
  }

  /** Learns from an entry that was read. */
  void learn(JournalHead after) {
    if (after.bytesInBlock() >= maxBlockBytes) {
      blocksByFirstRevision.put(after.revision() + 1, after.block() + 1);
    }
  }

  /** The block of {@code revision}, 1 or more; empty if it is not written yet. */
  Optional<Long> blockOf(long revision) {
    while (true) {
      Map.Entry<Long, Long> known = blocksByFirstRevision.floorEntry(revision);
      long block = known.getValue();
      Optional<JournalTable.End> end = table.endOf(block, revision);
      if (end.isEmpty()) {
        return Optional.empty();
      }
      long last = end.get().lastRevision();
      if (last >= revision) {
        return Optional.of(block);
      }
      if (end.get().blockBytes() < maxBlockBytes) {
        return Optional.empty();
      }
      blocksByFirstRevision.put(last + 1, block + 1);
    }
  }
}
