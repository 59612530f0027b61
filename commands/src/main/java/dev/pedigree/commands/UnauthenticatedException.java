package dev.pedigree.commands;

import java.io.Serial;

/** The gateway wants to know who asks. */
final class UnauthenticatedException extends CommandFailedException {
  @Serial private static final long serialVersionUID = 1L;

  UnauthenticatedException(String message) {
    super(message);
  }
}
