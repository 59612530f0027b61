/** The indexer as a process of its own, and the settings that it shares with the gateway. */
@NullMarked
package dev.pedigree.search.process;

import org.jspecify.annotations.NullMarked;
