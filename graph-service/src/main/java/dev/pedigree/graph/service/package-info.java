/** The graph service as its callers see it: snapshots to read, requests to record. */
@NullMarked
package dev.pedigree.graph.service;

import org.jspecify.annotations.NullMarked;
