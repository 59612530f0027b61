package dev.pedigree.client;

import org.jspecify.annotations.Nullable;

/** One try got no answer; the next one may. */
final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  NoAnswerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
