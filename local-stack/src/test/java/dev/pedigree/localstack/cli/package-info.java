@NullMarked
package dev.pedigree.localstack.cli;

import org.jspecify.annotations.NullMarked;
