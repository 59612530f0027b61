package dev.pedigree.gateway.http;

import dev.pedigree.gateway.error.Failure;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.recording.Refusal;
import java.util.Map;
import org.springframework.core.NestedRuntimeException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a refusal looks like outside GraphQL, where the answer has not begun yet. */
@RestControllerAdvice
final class FailureAdvice {
  @ExceptionHandler({RefusedException.class, UnavailableException.class})
  ResponseEntity<Map<String, String>> refused(RuntimeException e) {
    Refusal refusal = Failure.refusals(e).getFirst();
    return ResponseEntity.status(Statuses.of(refusal.code()))
        .body(Map.of("code", refusal.code().name(), "message", refusal.message()));
  }

  /** What the framework throws keeps the answer that the framework gives. */
  @ExceptionHandler
  ResponseEntity<Map<String, String>> surprised(RuntimeException e) {
    if (e instanceof ErrorResponse || e instanceof NestedRuntimeException) {
      throw e;
    }
    return refused(e);
  }
}
