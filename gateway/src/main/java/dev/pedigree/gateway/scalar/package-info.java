/** The scalars of the API: what they look like outside, and what they are inside. */
@NullMarked
package dev.pedigree.gateway.scalar;

import org.jspecify.annotations.NullMarked;
