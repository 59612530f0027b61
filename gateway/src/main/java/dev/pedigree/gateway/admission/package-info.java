/** Which operations are let in: by scope, by what they cost, by what their caller already asks. */
@NullMarked
package dev.pedigree.gateway.admission;

import org.jspecify.annotations.NullMarked;
