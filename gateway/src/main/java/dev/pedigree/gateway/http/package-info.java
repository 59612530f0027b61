/** What holds for every HTTP request. */
@NullMarked
package dev.pedigree.gateway.http;

import org.jspecify.annotations.NullMarked;
