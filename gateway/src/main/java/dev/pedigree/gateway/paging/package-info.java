/** Pages of lists, and the cursors between them. */
@NullMarked
package dev.pedigree.gateway.paging;

import org.jspecify.annotations.NullMarked;
