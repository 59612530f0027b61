/** A running gateway for tests, and clients that talk to it as anybody would. */
@NullMarked
package dev.pedigree.gateway.testing;

import org.jspecify.annotations.NullMarked;
