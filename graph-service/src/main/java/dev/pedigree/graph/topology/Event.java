package dev.pedigree.graph.topology;

/**
 * A property got a value.
 *
 * @param value of the type that {@link Property} says; {@code true} where it says none
 */
record Event(long revision, Property property, Object value) {}
