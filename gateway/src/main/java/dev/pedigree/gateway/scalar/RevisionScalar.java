package dev.pedigree.gateway.scalar;

import com.netflix.graphql.dgs.DgsScalar;
import dev.pedigree.graph.recording.ErrorCode;
import graphql.GraphQLContext;
import java.util.Locale;
import java.util.Optional;

/** A JSON number outside, where a text of digits is accepted too; a {@link Long} inside. */
@DgsScalar(name = "Revision")
final class RevisionScalar extends TextScalar<Long> {
  RevisionScalar() {
    super("the number of a change, 0 or more", ErrorCode.INVALID_VALUE);
  }

  @Override
  boolean takesIntegers() {
    return true;
  }

  @Override
  Optional<Long> parse(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(Long.valueOf(text));
  }

  @Override
  public Object serialize(Object value, GraphQLContext context, Locale locale) {
    return value;
  }
}
