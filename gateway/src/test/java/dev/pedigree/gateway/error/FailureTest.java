package dev.pedigree.gateway.error;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailureTest {
  private static final Pattern TOLD =
      Pattern.compile("internal error ([0-9a-f-]{36}): the gateway's log tells more");

  private final Logger logger = (Logger) LoggerFactory.getLogger(Failure.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @Test
  void ofASurpriseOnlyAnIdIsToldWhichTheLogHas() {
    IllegalStateException surprise = new IllegalStateException("password is swordfish");

    List<Refusal> told = Failure.refusals(new CompletionException(surprise));

    assertThat(told).singleElement().extracting(Refusal::code).isEqualTo(ErrorCode.INTERNAL);
    Matcher message = TOLD.matcher(told.getFirst().message());
    assertThat(message.matches()).isTrue();
    assertThat(log.list)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getFormattedMessage()).contains(message.group(1));
              assertThat(event.getThrowableProxy().getMessage()).isEqualTo(surprise.getMessage());
            });
  }

  @Test
  void whatIsExpectedIsNotLogged() {
    List<Refusal> told = Failure.refusals(new UnavailableException("Cassandra does not answer"));

    assertThat(told).singleElement().extracting(Refusal::code).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(log.list).isEmpty();
  }

  @Test
  void tellsWhatMayBeRepeated() {
    assertThat(extensions(new Refusal(ErrorCode.UNAVAILABLE, "later", null)))
        .containsEntry("code", "UNAVAILABLE")
        .containsEntry("retryable", true);
    assertThat(extensions(new Refusal(ErrorCode.CYCLE, "never", null)))
        .containsEntry("code", "CYCLE")
        .containsEntry("retryable", false);
  }

  private static Map<String, Object> extensions(Refusal refusal) {
    return GraphQLErrors.of(refusal).getExtensions();
  }

  @Test
  void aCodeOfSomebodyElseIsReplacedByOurs() {
    GraphQLError foreign =
        GraphqlErrorBuilder.newError()
            .message("no such document")
            .errorType(ErrorType.ValidationError)
            .extensions(Map.of("code", "GRAPHQL_VALIDATION_FAILED"))
            .build();

    assertThat(GraphQLErrors.withCode(foreign).getExtensions())
        .containsEntry("code", "INVALID_VALUE")
        .containsEntry("retryable", false);
  }
}
