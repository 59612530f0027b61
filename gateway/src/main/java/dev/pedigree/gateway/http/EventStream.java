package dev.pedigree.gateway.http;

import dev.pedigree.gateway.error.Failure;
import dev.pedigree.gateway.error.GraphQLErrors;
import dev.pedigree.gateway.operation.Operation;
import graphql.ExecutionResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.reactivestreams.Publisher;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.web.servlet.function.ServerResponse;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * Answers as server-sent events, as graphql-sse has them in its mode of distinct connections: any
 * number of {@code next}, then {@code complete}. What is no subscription is a stream of one.
 *
 * <p>An answer is made when the one before it is written, so who reads slowly holds a few, and a
 * thread of its own.
 */
final class EventStream extends BaseSubscriber<Signal<Map<String, Object>>> {
  private static final Duration WITHOUT_END = Duration.ZERO;

  /** A client that went away is noticed when something is written to it. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private static final Signal<Map<String, Object>> NOTHING = Signal.next(Map.of());
  private static final int AHEAD = 1;

  private final ServerResponse.SseBuilder events;

  private EventStream(ServerResponse.SseBuilder events) {
    this.events = events;
    events.onComplete(this::cancel);
    events.onError(_ -> cancel());
  }

  static ServerResponse of(Mono<WebGraphQlResponse> answers) {
    return ServerResponse.sse(events -> new EventStream(events).begin(answers), WITHOUT_END);
  }

  /** Headers are not safe for threads: they are sent by this one, before another has something. */
  private void begin(Mono<WebGraphQlResponse> answers) {
    beat();
    if (!isDisposed()) {
      Flux.merge(AHEAD, told(answers), beats())
          .publishOn(Operation.scheduler(), AHEAD)
          .subscribe(this);
    }
  }

  private void beat() {
    write(() -> events.comment("").send());
  }

  private static Flux<Signal<Map<String, Object>>> told(Mono<WebGraphQlResponse> answers) {
    return answers
        .flatMapMany(EventStream::stream)
        .map(ExecutionResult::toSpecification)
        .onErrorResume(failure -> Flux.just(refused(failure)))
        .materialize();
  }

  private static Map<String, Object> refused(Throwable failure) {
    return ExecutionResult.newExecutionResult()
        .errors(Failure.refusals(failure).stream().map(GraphQLErrors::of).toList())
        .build()
        .toSpecification();
  }

  private static Publisher<ExecutionResult> stream(WebGraphQlResponse answer) {
    ExecutionResult only = answer.getExecutionResult();
    return only.getData() instanceof Publisher<?> events
        ? Flux.from(events).cast(ExecutionResult.class)
        : Flux.just(only);
  }

  private static Flux<Signal<Map<String, Object>>> beats() {
    return Flux.interval(KEEP_ALIVE).onBackpressureDrop().map(_ -> NOTHING);
  }

  @Override
  protected void hookOnNext(Signal<Map<String, Object>> told) {
    if (told.equals(NOTHING)) {
      beat();
    } else if (told.isOnNext()) {
      write(() -> events.event("next").data(Objects.requireNonNull(told.get())));
    } else {
      cancel();
      write(() -> events.event("complete").data(""));
      events.complete();
    }
  }

  /** To a client that is gone nothing is to be told, neither why. */
  private void write(Writing writing) {
    try {
      writing.write();
    } catch (IOException e) {
      cancel();
      events.complete();
    }
  }

  private interface Writing {
    void write() throws IOException;
  }

  @Override
  protected void hookOnError(Throwable failure) {
    events.error(failure);
  }
}
