/** Artifacts in Elasticsearch: a projection of the journal, and the questions it answers. */
@NullMarked
package dev.pedigree.search;

import org.jspecify.annotations.NullMarked;
