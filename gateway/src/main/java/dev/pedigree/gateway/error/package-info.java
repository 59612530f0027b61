/** What a client is told when something is refused or breaks. */
@NullMarked
package dev.pedigree.gateway.error;

import org.jspecify.annotations.NullMarked;
