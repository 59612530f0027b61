/**
 * DVC's lock files: https://dvc.org/doc/user-guide/project-structure/dvcyaml-files#dvclock-file.
 */
@NullMarked
package dev.pedigree.interop.dvc;

import org.jspecify.annotations.NullMarked;
