/** Many clients at the same time, by a load tool of others. */
@NullMarked
package dev.pedigree.bench.load;

import org.jspecify.annotations.NullMarked;
