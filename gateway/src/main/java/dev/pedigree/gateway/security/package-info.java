/** Who may use the gateway at all: tokens, what they say of the caller, where it may listen. */
@NullMarked
package dev.pedigree.gateway.security;

import org.jspecify.annotations.NullMarked;
