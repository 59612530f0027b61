/**
 * What the Helm chart makes of values: valid objects, kept rules, settings that the programs know.
 */
@NullMarked
package dev.pedigree.helm;

import org.jspecify.annotations.NullMarked;
