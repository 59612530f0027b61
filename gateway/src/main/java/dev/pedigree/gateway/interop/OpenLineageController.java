package dev.pedigree.gateway.interop;

import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.gateway.error.Failure;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.http.BodyBudget;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.interop.json.Members;
import dev.pedigree.interop.openlineage.LineageEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/lineage} and {@code /api/v1/lineage/batch}: where the HTTP transport of
 * OpenLineage's clients sends events, with the answers that they expect.
 */
@RestController
@EnableConfigurationProperties(OpenLineageProperties.class)
final class OpenLineageController {
  private static final int BUFFER_BYTES = 1 << 13;

  private final CallerResolver callers;
  private final Runs runs;
  private final BodyBudget bodies;
  private final long maxBytes;

  OpenLineageController(
      CallerResolver callers, Runs runs, BodyBudget bodies, GatewayProperties properties) {
    this.callers = callers;
    this.runs = runs;
    this.bodies = bodies;
    this.maxBytes = properties.limits().openLineage().toBytes();
  }

  @PostMapping("/api/v1/lineage")
  @ResponseStatus(HttpStatus.CREATED)
  void event(HttpServletRequest request) throws IOException, InterruptedException {
    Caller caller = callers.resolve(request);
    try (BodyBudget.Share share = bodies.share(caller.name())) {
      byte[] body = read(request, share);
      Optional<Refusal> refusal = take(Members.of(body), Digest.of(body), caller);
      if (refusal.isPresent()) {
        throw new RefusedException(List.of(refusal.get()));
      }
    }
  }

  /**
   * What became of a batch.
   *
   * @param status {@code success}, {@code partial_success} or {@code error}
   */
  record BatchAnswer(String status, Summary summary, List<FailedEvent> failed_events) {}

  /** How many events came, and what became of them. */
  record Summary(int received, int successful, int failed, int retriable) {}

  /**
   * An event that was not taken.
   *
   * @param index its place in the batch, from 0
   * @param retriable whether it may be taken when it comes again
   */
  record FailedEvent(int index, String reason, boolean retriable) {}

  @PostMapping("/api/v1/lineage/batch")
  ResponseEntity<BatchAnswer> batch(HttpServletRequest request)
      throws IOException, InterruptedException {
    Caller caller = callers.resolve(request);
    try (BodyBudget.Share share = bodies.share(caller.name())) {
      byte[] body = read(request, share);
      List<@Nullable Object> events = Members.list(body);
      List<FailedEvent> failed = new ArrayList<>();
      for (int i = 0; i < events.size(); i++) {
        int index = i;
        taken(events.get(i), i, caller)
            .ifPresent(
                it -> failed.add(new FailedEvent(index, it.message(), it.code().retryable())));
      }
      return answer(events.size(), failed);
    }
  }

  private Optional<Refusal> taken(@Nullable Object event, int index, Caller caller)
      throws InterruptedException {
    try {
      Members members = Members.of(event, "[" + index + "]");
      return take(members, Digest.of(members.canonical()), caller);
    } catch (RuntimeException e) {
      return Optional.of(Failure.refusals(e).getFirst());
    }
  }

  private static ResponseEntity<BatchAnswer> answer(int received, List<FailedEvent> failed) {
    int retriable = (int) failed.stream().filter(FailedEvent::retriable).count();
    int successful = received - failed.size();
    String status = failed.isEmpty() ? "success" : successful > 0 ? "partial_success" : "error";
    HttpStatus code =
        switch (status) {
          case "success" -> HttpStatus.OK;
          case "partial_success" -> HttpStatus.MULTI_STATUS;
          default ->
              retriable == failed.size() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_REQUEST;
        };
    return ResponseEntity.status(code)
        .body(
            new BatchAnswer(
                status, new Summary(received, successful, failed.size(), retriable), failed));
  }

  /** Takes an event; why it was refused, if it was. */
  private Optional<Refusal> take(Members members, Digest document, Caller caller)
      throws InterruptedException {
    RecordAnswer answer = runs.take(LineageEvent.of(members), document, caller);
    return answer instanceof RecordAnswer.Refused refused
        ? Optional.of(refused.refusals().getFirst())
        : Optional.empty();
  }

  private byte[] read(HttpServletRequest request, BodyBudget.Share share) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Bodies.open(request)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        body.write(buffer, 0, read);
        if (body.size() > maxBytes) {
          throw new RefusedException(
              ErrorCode.TOO_LARGE,
              "the body is too large (expected: at most " + maxBytes + " bytes, unpacked)",
              null);
        }
        if (!share.read(read)) {
          throw new RefusedException(
              ErrorCode.RATE_LIMITED,
              "large requests: those that are not answered yet take all the memory that there is"
                  + " for them (expected: ask again later, or in several smaller ones)",
              null);
        }
      }
    }
    return body.toByteArray();
  }
}
