/**
 * Events of OpenLineage (the specification's object model 2-0-2): what jobs read and wrote, told in
 * parts while they run.
 */
@NullMarked
package dev.pedigree.interop.openlineage;

import org.jspecify.annotations.NullMarked;
