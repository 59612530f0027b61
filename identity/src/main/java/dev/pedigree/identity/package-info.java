/** How the id of a file, a folder, a commit, a table or a named thing is computed. */
@NullMarked
package dev.pedigree.identity;

import org.jspecify.annotations.NullMarked;
