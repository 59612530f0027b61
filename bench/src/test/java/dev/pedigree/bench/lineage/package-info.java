@NullMarked
package dev.pedigree.bench.lineage;

import org.jspecify.annotations.NullMarked;
