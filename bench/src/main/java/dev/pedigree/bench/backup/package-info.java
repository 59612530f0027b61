/** How fast a journal is backed up and restored. */
@NullMarked
package dev.pedigree.bench.backup;

import org.jspecify.annotations.NullMarked;
