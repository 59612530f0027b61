/** Artifacts as documents: manifests, in whichever format. */
@NullMarked
package dev.pedigree.gateway.manifest;

import org.jspecify.annotations.NullMarked;
