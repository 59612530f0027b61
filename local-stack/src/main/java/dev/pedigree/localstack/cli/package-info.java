/** The commands behind the {@code pedigree} launcher. */
@NullMarked
package dev.pedigree.localstack.cli;

import org.jspecify.annotations.NullMarked;
