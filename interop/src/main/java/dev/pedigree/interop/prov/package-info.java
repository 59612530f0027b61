/** W3C PROV as JSON: https://www.w3.org/submissions/prov-json/. */
@NullMarked
package dev.pedigree.interop.prov;

import org.jspecify.annotations.NullMarked;
