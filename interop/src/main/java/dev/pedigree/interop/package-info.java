/**
 * The formats of others: documents read as requests to record, nodes written as documents. One
 * package a format; none of them knows of the journal, of HTTP or of another format.
 */
@NullMarked
package dev.pedigree.interop;

import org.jspecify.annotations.NullMarked;
