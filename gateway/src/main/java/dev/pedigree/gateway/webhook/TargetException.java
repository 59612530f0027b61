package dev.pedigree.gateway.webhook;

import java.net.UnknownHostException;

/** A server is not to be reached, or not known. The message is for whoever named it. */
final class TargetException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  TargetException(String message) {
    super(message);
  }
}
