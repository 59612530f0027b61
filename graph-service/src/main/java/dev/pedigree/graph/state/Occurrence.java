package dev.pedigree.graph.state;

import dev.pedigree.graph.journal.Fact;
import java.time.Instant;

/**
 * A fact where it stands in the journal.
 *
 * @param index its place among its change's facts, from 0
 */
public record Occurrence(long revision, int index, Instant at, String by, Fact fact) {}
