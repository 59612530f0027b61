package dev.pedigree.graph.policy;

/**
 * What is asked of an artifact.
 *
 * @param required true: that the expression holds; false: that it does not
 */
record Condition(boolean required, Expression expression) {}
