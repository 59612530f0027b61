/** What is wrong with arguments and variables that do not fit the schema. */
@NullMarked
package dev.pedigree.gateway.input;

import org.jspecify.annotations.NullMarked;
