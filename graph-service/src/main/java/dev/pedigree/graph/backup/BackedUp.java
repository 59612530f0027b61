package dev.pedigree.graph.backup;

import dev.pedigree.graph.journal.JournalHead;

/**
 * What a run of a backup did.
 *
 * @param head where the backup ends now
 * @param changes that are new
 * @param facts in them
 * @param rawBytes of them, before compression
 * @param bytes of the new segments' files
 * @param segments all there are
 * @param rewritten segments that were written anew
 * @param erasedLater changes whose payloads older segments have although they were erased since
 */
public record BackedUp(
    JournalHead head,
    long changes,
    long facts,
    long rawBytes,
    long bytes,
    int segments,
    int rewritten,
    int erasedLater) {}
