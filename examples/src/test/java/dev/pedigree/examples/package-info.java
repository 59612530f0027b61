@NullMarked
package dev.pedigree.examples;

import org.jspecify.annotations.NullMarked;
