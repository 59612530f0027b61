/** The graph service that this gateway stands in front of: settings, start, health. */
@NullMarked
package dev.pedigree.gateway.graph;

import org.jspecify.annotations.NullMarked;
