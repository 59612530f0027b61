/** The id that a request has in its answer, in the log and in traces. */
@NullMarked
package dev.pedigree.gateway.requestid;

import org.jspecify.annotations.NullMarked;
