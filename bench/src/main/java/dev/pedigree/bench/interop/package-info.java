/** What other tools' formats keep. */
@NullMarked
package dev.pedigree.bench.interop;

import org.jspecify.annotations.NullMarked;
