/** What follows the journal: leases, watermarks, verification. */
@NullMarked
package dev.pedigree.graph.projection;

import org.jspecify.annotations.NullMarked;
