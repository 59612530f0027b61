package dev.pedigree.gateway.error;

import tools.jackson.core.JacksonException;

/** Why a JSON text cannot be read, in words that are not those of the library that reads it. */
public final class JsonFailure {
  private JsonFailure() {}

  /** Whether there are too many values, whatever they are. */
  public static boolean isOfNumber(JacksonException failure) {
    return failure.getOriginalMessage().startsWith("Token count");
  }

  /** In one short line. */
  public static String reason(JacksonException failure) {
    String message = failure.getOriginalMessage();
    if (message.contains("nesting depth")) {
      return "nested too deeply";
    }
    if (isOfNumber(failure)) {
      return "too many values";
    }
    if (message.contains("exceeds the maximum allowed")) {
      return "a number or a field name is too long";
    }
    // What follows the first clause speaks of settings and classes of the library.
    int end = message.indexOf(": ");
    return Shown.text(end < 0 ? message.lines().findFirst().orElse("") : message.substring(0, end));
  }
}
