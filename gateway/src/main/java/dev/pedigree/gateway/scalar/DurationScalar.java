package dev.pedigree.gateway.scalar;

import com.netflix.graphql.dgs.DgsScalar;
import dev.pedigree.graph.recording.ErrorCode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** ISO 8601 outside, {@link Duration} inside. */
@DgsScalar(name = "Duration")
final class DurationScalar extends TextScalar<Duration> {
  DurationScalar() {
    super("a duration such as P90D", ErrorCode.INVALID_VALUE);
  }

  @Override
  Optional<Duration> parse(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
