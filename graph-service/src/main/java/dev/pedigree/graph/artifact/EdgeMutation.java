package dev.pedigree.graph.artifact;

import org.jspecify.annotations.Nullable;

/**
 * How a child differs from its parent along an edge, such as a quantization to 4 bits.
 *
 * @param kind the mutation kind's API name, such as {@code QUANTIZATION}
 * @param fields canonical JSON object of the kind's own fields, {@code {}} if none is given
 */
public record EdgeMutation(String kind, @Nullable String description, String fields) {}
