/** CycloneDX, with its bills of machine learning: https://cyclonedx.org/specification/overview/. */
@NullMarked
package dev.pedigree.interop.cyclonedx;

import org.jspecify.annotations.NullMarked;
