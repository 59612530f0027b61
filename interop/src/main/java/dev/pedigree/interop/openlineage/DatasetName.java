package dev.pedigree.interop.openlineage;

/** What OpenLineage calls a dataset by; its versions are told apart by a facet, or not at all. */
public record DatasetName(String namespace, String name) {}
