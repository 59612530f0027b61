/**
 * What makes an append-only log provable to strangers: its hash tree and its signed checkpoints.
 */
@NullMarked
package dev.pedigree.identity.log;

import org.jspecify.annotations.NullMarked;
