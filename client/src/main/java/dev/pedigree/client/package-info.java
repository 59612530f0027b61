/**
 * Asks and tells a gateway, in types. {@code types} and {@code query} below are generated from the
 * schema: what to record and what is answered, and the questions.
 */
@NullMarked
package dev.pedigree.client;

import org.jspecify.annotations.NullMarked;
