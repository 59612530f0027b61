package dev.pedigree.gateway.http;

import dev.pedigree.graph.recording.ErrorCode;
import org.springframework.http.HttpStatus;

/** The status of an answer that is nothing but a refusal. */
final class Statuses {
  private Statuses() {}

  static HttpStatus of(ErrorCode code) {
    return switch (code) {
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
      case FORBIDDEN, UNTRUSTED_DOCUMENT -> HttpStatus.FORBIDDEN;
      case RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
      case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
      default -> HttpStatus.BAD_REQUEST;
    };
  }
}
