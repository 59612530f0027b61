@NullMarked
package dev.pedigree.graph.projection;

import org.jspecify.annotations.NullMarked;
