package dev.pedigree.gateway.scalar;

import com.netflix.graphql.dgs.DgsScalar;
import dev.pedigree.graph.recording.ErrorCode;
import java.util.Optional;

/** RFC 3339 outside, {@link DateTime} for inputs, anything that prints itself so for outputs. */
@DgsScalar(name = "DateTime")
final class DateTimeScalar extends TextScalar<DateTime> {
  DateTimeScalar() {
    super("a point in time such as 2026-10-01T12:00:00Z", ErrorCode.INVALID_VALUE);
  }

  @Override
  Optional<DateTime> parse(String text) {
    return DateTime.parse(text);
  }
}
