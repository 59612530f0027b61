/**
 * Cassandra and Elasticsearch as child processes on loopback, from the artifacts that the build
 * fetched.
 */
@NullMarked
package dev.pedigree.localstack;

import org.jspecify.annotations.NullMarked;
