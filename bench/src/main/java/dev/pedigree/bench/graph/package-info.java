/** Made-up graphs to measure with. */
@NullMarked
package dev.pedigree.bench.graph;

import org.jspecify.annotations.NullMarked;
