@NullMarked
package dev.pedigree.graph.state;

import org.jspecify.annotations.NullMarked;
