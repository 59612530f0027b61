package dev.pedigree.graph.backup;

import dev.pedigree.graph.journal.JournalHead;

/**
 * What was restored.
 *
 * @param restored the position of the backed-up journal that was restored
 * @param head where the restored journal ends: behind {@code restored}, if erasures had to be told
 *     again
 * @param resumed whether a restore that was cut short was gone on with
 * @param erased changes whose payloads are gone
 */
public record Restored(JournalHead restored, JournalHead head, boolean resumed, int erased) {}
