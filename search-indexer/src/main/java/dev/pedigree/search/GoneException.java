package dev.pedigree.search;

import dev.pedigree.graph.cassandra.UnavailableException;

/** What was asked for is not there, or not any more. */
final class GoneException extends UnavailableException {
  private static final long serialVersionUID = 1L;

  GoneException(String message, Throwable cause) {
    super(message, cause);
  }
}
