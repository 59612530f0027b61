package dev.pedigree.graph.recording;

import java.time.Instant;

/**
 * Where in the journal a request would lie if it is accepted.
 *
 * @param settled the newest revision that is in the journal; what lies above it may still be rolled
 *     back
 * @param at the time of its entry, which ages and waivers are judged by
 */
public record Place(long revision, long settled, Instant at) {}
