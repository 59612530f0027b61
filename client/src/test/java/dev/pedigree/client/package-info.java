@NullMarked
package dev.pedigree.client;

import org.jspecify.annotations.NullMarked;
