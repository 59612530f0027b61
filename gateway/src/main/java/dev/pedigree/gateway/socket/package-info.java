/** GraphQL over a websocket. */
@NullMarked
package dev.pedigree.gateway.socket;

import org.jspecify.annotations.NullMarked;
