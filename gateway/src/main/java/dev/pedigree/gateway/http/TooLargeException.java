package dev.pedigree.gateway.http;

import java.io.IOException;

/** A request is longer than allowed. */
final class TooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  TooLargeException(long maxBytes) {
    super("the request is too large (expected: at most " + maxBytes + " bytes)");
  }
}
