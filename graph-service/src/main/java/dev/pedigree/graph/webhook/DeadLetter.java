package dev.pedigree.graph.webhook;

import java.time.Instant;

/**
 * A delivery that was given up.
 *
 * @param revision the change that it was to tell of
 * @param at when it was given up
 * @param failure of the last attempt
 */
public record DeadLetter(long revision, Instant at, int attempts, String failure) {}
