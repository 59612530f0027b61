/** What operators ask: how long a gateway takes to start, what a rollout costs, what disks hold. */
@NullMarked
package dev.pedigree.bench.operations;

import org.jspecify.annotations.NullMarked;
