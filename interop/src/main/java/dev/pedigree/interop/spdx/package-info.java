/** SPDX 3 with its profile for AI: https://spdx.github.io/spdx-spec/v3.0.1/. */
@NullMarked
package dev.pedigree.interop.spdx;

import org.jspecify.annotations.NullMarked;
