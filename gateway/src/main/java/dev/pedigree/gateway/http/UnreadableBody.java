package dev.pedigree.gateway.http;

import dev.pedigree.gateway.error.JsonFailure;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;

/** Answers what was sent to {@code /graphql} and is no GraphQL request, in GraphQL's form. */
@Component
final class UnreadableBody implements HandlerExceptionResolver, Ordered {
  private static final Logger log = LoggerFactory.getLogger(UnreadableBody.class);
  private static final String EXPECTED =
      " (expected: a JSON object with query, a text, and, where needed, variables, an object, and"
          + " operationName, a text)";

  private final RefusalWriter refusals;

  UnreadableBody(RefusalWriter refusals) {
    this.refusals = refusals;
  }

  /** Before those that answer in Spring's own form. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception thrown) {
    boolean unreadable =
        thrown instanceof HttpMessageNotReadableException
            || thrown instanceof TooLargeException
            || thrown instanceof TooManyBytesException
            || thrown instanceof RefusedException;
    if (!unreadable || !RefusalWriter.isGraphQL(request)) {
      return null;
    }
    try {
      answer(request, response, thrown);
    } catch (IOException e) {
      log.debug("The client of a refused request went away", e);
    }
    return new ModelAndView();
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, Exception thrown)
      throws IOException {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      Optional<Refusal> refusal = ofSize(cause);
      if (refusal.isPresent()) {
        refusals.write(request, response, status(refusal.get()), refusal.get());
        return;
      }
    }
    refusals.write(
        request,
        response,
        HttpStatus.BAD_REQUEST,
        thrown instanceof RefusedException refused
            ? refused.refusals().getFirst()
            : new Refusal(ErrorCode.INVALID_VALUE, what(thrown) + EXPECTED, null));
  }

  private static Optional<Refusal> ofSize(Throwable cause) {
    return switch (cause) {
      case TooLargeException large -> Optional.of(refusal(ErrorCode.TOO_LARGE, large));
      case TooManyBytesException many -> Optional.of(refusal(ErrorCode.RATE_LIMITED, many));
      case JacksonException json when JsonFailure.isOfNumber(json) ->
          Optional.of(
              new Refusal(
                  ErrorCode.TOO_LARGE,
                  "the request has too many values (expected: fewer; several requests)",
                  null));
      default -> Optional.empty();
    };
  }

  private static Refusal refusal(ErrorCode code, IOException cause) {
    return new Refusal(code, String.valueOf(cause.getMessage()), null);
  }

  private static HttpStatus status(Refusal refusal) {
    return refusal.code() == ErrorCode.TOO_LARGE
        ? HttpStatus.CONTENT_TOO_LARGE
        : Statuses.of(refusal.code());
  }

  private static String what(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof StreamReadException malformed) {
        TokenStreamLocation at = malformed.getLocation();
        return "malformed JSON at line %d, column %d: %s"
            .formatted(at.getLineNr(), at.getColumnNr(), JsonFailure.reason(malformed));
      }
    }
    return "the body is no GraphQL request";
  }
}
