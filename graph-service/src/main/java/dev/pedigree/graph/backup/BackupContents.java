package dev.pedigree.graph.backup;

import dev.pedigree.graph.journal.JournalHead;

/**
 * What is in a backup.
 *
 * @param rawBytes of its entries, before compression
 * @param bytes of its segments' files
 * @param erasedLater changes whose payloads are in it although they were erased since
 */
public record BackupContents(
    JournalHead head, long facts, int segments, long rawBytes, long bytes, int erasedLater) {}
