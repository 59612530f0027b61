/** Operations that go on answering: each event of one is executed as an operation of its own. */
@NullMarked
package dev.pedigree.gateway.subscription;

import org.jspecify.annotations.NullMarked;
