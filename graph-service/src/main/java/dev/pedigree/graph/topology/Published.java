package dev.pedigree.graph.topology;

import dev.pedigree.graph.journal.Fact;

/** A schema and the revision that published it. */
record Published(long revision, Fact.SchemaPublished fact) {}
