/** What the Dockerfiles make, run as containers would run it. */
@NullMarked
package dev.pedigree.operations.image;

import org.jspecify.annotations.NullMarked;
