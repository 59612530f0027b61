@NullMarked
package dev.pedigree.localstack;

import org.jspecify.annotations.NullMarked;
