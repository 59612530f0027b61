/** What readers of all formats need: trees with places, and requests that grow. */
@NullMarked
package dev.pedigree.interop.reading;

import org.jspecify.annotations.NullMarked;
