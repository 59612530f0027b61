/** Arguments: read as they were given, and what is wrong with those that do not fit the schema. */
@NullMarked
package dev.pedigree.gateway.input;

import org.jspecify.annotations.NullMarked;
