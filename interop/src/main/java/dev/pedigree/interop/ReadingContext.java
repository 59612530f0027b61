package dev.pedigree.interop;

import dev.pedigree.schema.TypeSystem;

/**
 * What a reader has to know beyond the document.
 *
 * @param namespace of whatever the document names without one
 * @param types in force
 */
public record ReadingContext(String namespace, TypeSystem types) {}
