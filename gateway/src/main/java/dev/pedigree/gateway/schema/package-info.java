/** The schema over HTTP. */
@NullMarked
package dev.pedigree.gateway.schema;

import org.jspecify.annotations.NullMarked;
