/** What is known of one artifact as a document, and Pedigree's own form of it. */
@NullMarked
package dev.pedigree.interop.manifest;

import org.jspecify.annotations.NullMarked;
