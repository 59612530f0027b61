/** Configurations of mergekit: https://github.com/arcee-ai/mergekit. */
@NullMarked
package dev.pedigree.interop.mergekit;

import org.jspecify.annotations.NullMarked;
