package dev.pedigree.client;

import org.jspecify.annotations.Nullable;

/**
 * Why something was refused.
 *
 * @param code stable, such as {@code UNKNOWN_PARENT}; new ones may come
 * @param message for people
 * @param path of the part of the input that is meant, such as {@code
 *     input.artifacts[0].model.parents[1]}; null: no part of it, or the whole
 */
public record Refusal(String code, String message, @Nullable String path) {}
