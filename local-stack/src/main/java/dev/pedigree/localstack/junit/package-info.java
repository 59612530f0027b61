/** The JUnit extension through which tests ask for the servers. */
@NullMarked
package dev.pedigree.localstack.junit;

import org.jspecify.annotations.NullMarked;
