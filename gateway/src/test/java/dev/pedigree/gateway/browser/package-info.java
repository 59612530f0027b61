/** A real browser for tests of pages. */
@NullMarked
package dev.pedigree.gateway.browser;

import org.jspecify.annotations.NullMarked;
