package dev.pedigree.gateway.http;

import dev.pedigree.gateway.error.Failure;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a refusal looks like outside GraphQL, where the answer has not begun yet. */
@RestControllerAdvice
final class FailureAdvice {
  @ExceptionHandler({RefusedException.class, UnavailableException.class})
  ResponseEntity<Map<String, String>> refused(RuntimeException e) {
    Refusal refusal = Failure.refusals(e).getFirst();
    HttpStatus status =
        refusal.code() == ErrorCode.UNAVAILABLE
            ? HttpStatus.SERVICE_UNAVAILABLE
            : HttpStatus.BAD_REQUEST;
    return ResponseEntity.status(status)
        .body(Map.of("code", refusal.code().name(), "message", refusal.message()));
  }
}
