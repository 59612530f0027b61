package dev.pedigree.commands;

import java.io.Serial;

/** A command could not do what it was asked to; the message is for whoever typed it. */
public sealed class CommandFailedException extends RuntimeException
    permits UnauthenticatedException {
  @Serial private static final long serialVersionUID = 1L;

  public CommandFailedException(String message) {
    super(message);
  }
}
