/** Whether what tools record is complete. */
@NullMarked
package dev.pedigree.gateway.ingestion;

import org.jspecify.annotations.NullMarked;
