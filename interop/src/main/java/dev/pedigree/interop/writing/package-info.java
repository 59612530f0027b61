/** What writers of several formats need. */
@NullMarked
package dev.pedigree.interop.writing;

import org.jspecify.annotations.NullMarked;
