/**
 * The graph as of now in JanusGraph, for ad-hoc traversals and for lineage of graphs that outgrow
 * memory; nothing of JanusGraph leaves this package.
 */
@NullMarked
package dev.pedigree.graph.propertygraph;

import org.jspecify.annotations.NullMarked;
