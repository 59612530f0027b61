package dev.pedigree.schema;

/**
 * A text in GraphQL's schema definition language.
 *
 * @param name where it comes from, for messages: a file's name
 */
public record SdlSource(String name, String text) {}
