/** JSON documents that fit into memory, read with the place of whatever is wrong in them. */
@NullMarked
package dev.pedigree.interop.json;

import org.jspecify.annotations.NullMarked;
