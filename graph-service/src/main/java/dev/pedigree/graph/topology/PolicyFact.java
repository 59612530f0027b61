package dev.pedigree.graph.topology;

import dev.pedigree.graph.journal.Fact;

/**
 * A fact about a policy where it stands in the journal. A change has one at most.
 *
 * @param by who asked for it
 */
public record PolicyFact(long revision, String by, Fact.AboutPolicy fact) {}
