@NullMarked
package dev.pedigree.identity.log;

import org.jspecify.annotations.NullMarked;
