/** What is measured and traced of operations, of their root fields, and of calls to stores. */
@NullMarked
package dev.pedigree.gateway.watch;

import org.jspecify.annotations.NullMarked;
