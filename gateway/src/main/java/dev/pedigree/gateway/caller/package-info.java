/** Who is asking, read from the request. */
@NullMarked
package dev.pedigree.gateway.caller;

import org.jspecify.annotations.NullMarked;
