/** Import, export and verification as streams of lines. */
@NullMarked
package dev.pedigree.gateway.bulk;

import org.jspecify.annotations.NullMarked;
