package dev.pedigree.gateway.http;

import java.io.IOException;

/** A request cannot be read now: others take the memory that there is for large ones. */
final class TooManyBytesException extends IOException {
  private static final long serialVersionUID = 1L;

  TooManyBytesException() {
    super(
        "large requests: those that are not answered yet take all the memory that there is for them"
            + " (expected: ask again later, or in several smaller ones)");
  }
}
