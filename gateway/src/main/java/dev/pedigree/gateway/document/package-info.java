/** Documents that are asked for by an id: those that clients sent before, and those on a list. */
@NullMarked
package dev.pedigree.gateway.document;

import org.jspecify.annotations.NullMarked;
