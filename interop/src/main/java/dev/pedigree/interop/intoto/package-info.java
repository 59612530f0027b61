/** in-toto statements and SLSA provenance: https://in-toto.io, https://slsa.dev. */
@NullMarked
package dev.pedigree.interop.intoto;

import org.jspecify.annotations.NullMarked;
