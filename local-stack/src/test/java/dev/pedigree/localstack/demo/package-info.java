@NullMarked
package dev.pedigree.localstack.demo;

import org.jspecify.annotations.NullMarked;
