/** The program's commands {@code backup} and {@code restore}, which serve nothing. */
@NullMarked
package dev.pedigree.gateway.backup;

import org.jspecify.annotations.NullMarked;
