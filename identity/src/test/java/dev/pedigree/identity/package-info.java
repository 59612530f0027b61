@NullMarked
package dev.pedigree.identity;

import org.jspecify.annotations.NullMarked;
