package dev.pedigree.client;

import org.jspecify.annotations.Nullable;

/**
 * There was no answer in time, or none of a gateway. What was asked to be recorded may be recorded
 * or not: to record it again is harmless.
 */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
