package dev.pedigree.gateway.scalar;

import com.netflix.graphql.dgs.DgsScalar;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.service.GraphService;
import graphql.GraphQLContext;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/**
 * A JSON number outside, where a text of digits is accepted too, and a time that has passed: it
 * stands for the newest revision at that time. A {@link Long} inside.
 */
@DgsScalar(name = "Revision")
final class RevisionScalar extends TextScalar<Long> {
  private final ObjectProvider<GraphService> graph;
  private final Clock clock = Clock.systemUTC();

  RevisionScalar(ObjectProvider<GraphService> graph) {
    super("the number of a change, 0 or more, or a time that has passed", ErrorCode.INVALID_VALUE);
    this.graph = graph;
  }

  @Override
  boolean takesIntegers() {
    return true;
  }

  @Override
  Optional<Long> parse(String text) {
    if (text.matches("[0-9]{1,18}")) {
      return Optional.of(Long.valueOf(text));
    }
    return DateTime.parse(text)
        .filter(time -> !time.instant().isAfter(clock.instant()))
        .map(time -> graph.getObject().snapshot(Caller.trusted("time")).revisionAt(time.instant()));
  }

  @Override
  public Object serialize(Object value, GraphQLContext context, Locale locale) {
    return value;
  }
}
