/** Tells by HTTP, signed and again until it is heard, what happens downstream of artifacts. */
@NullMarked
package dev.pedigree.gateway.webhook;

import org.jspecify.annotations.NullMarked;
