package dev.pedigree.graph.projection;

import java.util.UUID;

/**
 * The right to move a projection's watermark, until somebody else takes it.
 *
 * @param projection its name
 * @param holder who took it; every taker has an id of its own
 * @param fence greater than that of every lease of this projection before
 * @param beat counts the renewals
 */
public record Lease(String projection, UUID holder, long fence, long beat) {}
