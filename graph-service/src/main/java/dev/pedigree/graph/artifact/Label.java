package dev.pedigree.graph.artifact;

/** A key and a value that a user put on an artifact; one value per key. */
public record Label(String key, String value) {}
