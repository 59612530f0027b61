@NullMarked
package dev.pedigree.localstack.shared;

import org.jspecify.annotations.NullMarked;
