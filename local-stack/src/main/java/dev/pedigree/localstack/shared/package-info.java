/** One pair of servers for all test JVMs of a Maven run, watched over by a keeper process. */
@NullMarked
package dev.pedigree.localstack.shared;

import org.jspecify.annotations.NullMarked;
