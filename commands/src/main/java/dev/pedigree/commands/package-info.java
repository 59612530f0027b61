/**
 * What a gateway is asked from a command line: from a checkout by {@code ./pedigree}, in a cluster
 * by jobs that run the gateway's own program.
 */
@NullMarked
package dev.pedigree.commands;

import org.jspecify.annotations.NullMarked;
