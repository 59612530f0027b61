/** Documents of other tools: read into the graph, found again, and taken back. */
@NullMarked
package dev.pedigree.gateway.interop;

import org.jspecify.annotations.NullMarked;
