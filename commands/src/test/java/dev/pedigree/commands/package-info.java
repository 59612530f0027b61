@NullMarked
package dev.pedigree.commands;

import org.jspecify.annotations.NullMarked;
