package dev.pedigree.graph.diff;

/**
 * Two artifacts that stand in for each other: the two that are compared, and versions of one line.
 *
 * @param depthEdges how far the nearer one is from its root
 * @param oneLine whether they are versions of one line
 */
record Pair(int base, int head, int depthEdges, boolean oneLine) {}
