package dev.pedigree.gateway.scalar;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A point in time as a client wrote it.
 *
 * @param text RFC 3339, with its offset: attributes keep it as it came
 */
public record DateTime(String text, Instant instant) {
  /** Reads RFC 3339; empty if {@code text} is anything else. */
  public static Optional<DateTime> parse(String text) {
    try {
      return Optional.of(new DateTime(text, OffsetDateTime.parse(text).toInstant()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
