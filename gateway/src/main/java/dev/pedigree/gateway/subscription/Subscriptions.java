package dev.pedigree.gateway.subscription;

import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.gateway.caller.PerCaller;
import dev.pedigree.gateway.error.Failure;
import dev.pedigree.gateway.error.GraphQLErrors;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import graphql.ExecutionResult;
import graphql.execution.reactive.SubscriptionPublisher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.GraphQlRequest;
import org.springframework.graphql.execution.SubscriptionPublisherException;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.WebSocketGraphQlRequest;
import org.springframework.graphql.support.DefaultExecutionGraphQlResponse;
import org.springframework.graphql.support.DefaultGraphQlRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Executes each event of a subscription as an operation of its own: with a revision, loaders, a
 * budget of time and a cost of its own, however long the subscription lasts. One after the other,
 * and no more than the client takes.
 *
 * <p>It ends with an error where an event cannot be told, so that nothing is left out unnoticed:
 * the client goes on from the last one that it got. And it ends with its caller's token, or with
 * the gateway.
 */
@Component
@Order(Subscriptions.INSIDE_DOCUMENTS)
final class Subscriptions implements WebGraphQlInterceptor {
  static final int INSIDE_DOCUMENTS = Ordered.HIGHEST_PRECEDENCE + 1;

  private final PerCaller open;
  private final Clock clock = Clock.systemUTC();
  private final Sinks.Empty<Void> stop = Sinks.empty();
  private volatile boolean stopped;

  Subscriptions(GatewayProperties properties) {
    this.open = new PerCaller(properties.limits().callerSubscriptions());
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    return begin(request, chain)
        .map(
            begun ->
                begun.getExecutionResult().getData() instanceof SubscriptionPublisher source
                    ? begun.transform(
                        change ->
                            change.data(
                                answers(request, begun, chain, source.getUpstreamPublisher())))
                    : begun);
  }

  /** Messages that come while one of the same connection is executed are not kept waiting. */
  private Mono<WebGraphQlResponse> begin(WebGraphQlRequest request, Chain chain) {
    if (!(request instanceof WebSocketGraphQlRequest)) {
      return chain.next(request);
    }
    return Mono.defer(
            () ->
                isValid(request)
                    ? chain.next(request)
                    : Mono.just(answer(request, refused(List.of(expired())))))
        .subscribeOn(Operation.scheduler());
  }

  private static WebGraphQlResponse answer(WebGraphQlRequest request, ExecutionResult result) {
    return new WebGraphQlResponse(
        new DefaultExecutionGraphQlResponse(request.toExecutionInput(), result));
  }

  private boolean isValid(WebGraphQlRequest request) {
    return !(request.getAttributes().get(CallerResolver.EXPIRES) instanceof Instant end)
        || clock.instant().isBefore(end);
  }

  private Flux<ExecutionResult> answers(
      WebGraphQlRequest request, WebGraphQlResponse begun, Chain chain, Publisher<Object> source) {
    Caller caller =
        (Caller) Objects.requireNonNull(request.getAttributes().get(CallerResolver.ATTRIBUTE));
    Flux<ExecutionResult> told =
        Flux.from(source)
            .cast(Event.class)
            .concatMap(event -> chain.next(telling(event, request, begun)), 1)
            .map(WebGraphQlResponse::getExecutionResult)
            .takeUntil(answer -> answer.getData() == null)
            .onErrorResume(failure -> Flux.just(refused(Failure.refusals(cause(failure)))));
    return Flux.defer(
        () ->
            open.begin(caller.name())
                ? untilItsEnd(told, request).doFinally(_ -> open.end(caller.name()))
                : Flux.just(refused(List.of(tooMany()))));
  }

  private static WebGraphQlRequest telling(
      Event event, WebGraphQlRequest request, WebGraphQlResponse begun) {
    WebGraphQlRequest telling =
        copy(
            request,
            new DefaultGraphQlRequest(
                Objects.requireNonNull(begun.getExecutionInput().getQuery()),
                request.getOperationName(),
                request.getVariables(),
                request.getExtensions()));
    telling.configureExecutionInput(
        (input, change) ->
            change.graphQLContext(context -> context.put(Event.class, event)).build());
    return telling;
  }

  private static WebGraphQlRequest copy(WebGraphQlRequest request, GraphQlRequest body) {
    return request instanceof WebSocketGraphQlRequest message
        ? new WebSocketGraphQlRequest(
            message.getUri().toUri(),
            message.getHeaders(),
            message.getCookies(),
            message.getRemoteAddress(),
            message.getAttributes(),
            body.toMap(),
            message.getId(),
            message.getLocale(),
            message.getSessionInfo())
        : new WebGraphQlRequest(
            request.getUri().toUri(),
            request.getHeaders(),
            request.getCookies(),
            request.getRemoteAddress(),
            request.getAttributes(),
            body,
            request.getId(),
            request.getLocale());
  }

  private Flux<ExecutionResult> untilItsEnd(Flux<ExecutionResult> told, WebGraphQlRequest request) {
    return told.takeUntilOther(end(request))
        .concatWith(
            Flux.defer(
                () -> {
                  if (stopped) {
                    return Flux.just(refused(List.of(stopping())));
                  }
                  return isValid(request) ? Flux.empty() : Flux.just(refused(List.of(expired())));
                }));
  }

  private Mono<?> end(WebGraphQlRequest request) {
    if (!(request.getAttributes().get(CallerResolver.EXPIRES) instanceof Instant end)) {
      return stop.asMono();
    }
    Duration left = Duration.between(clock.instant(), end);
    return Mono.firstWithSignal(
        Mono.delay(left.isNegative() ? Duration.ZERO : left).then(), stop.asMono());
  }

  /** Before requests are waited for, which subscriptions would be. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopped = true;
    stop.tryEmitEmpty();
  }

  private static Refusal stopping() {
    return new Refusal(
        ErrorCode.UNAVAILABLE,
        "the gateway stops (expected: subscribe again, after the last revision)",
        null);
  }

  private Refusal tooMany() {
    return new Refusal(
        ErrorCode.RATE_LIMITED,
        "subscriptions of this caller at the same time: more than %d (expected: end others)"
            .formatted(open.most()),
        null);
  }

  private static Refusal expired() {
    return new Refusal(
        ErrorCode.UNAUTHENTICATED,
        "the token is not valid any more (expected: subscribe again with another one, after the"
            + " last revision)",
        null);
  }

  private static Throwable cause(Throwable failure) {
    @Nullable Throwable cause = failure.getCause();
    return failure instanceof SubscriptionPublisherException && cause != null ? cause : failure;
  }

  private static ExecutionResult refused(List<Refusal> refusals) {
    return ExecutionResult.newExecutionResult()
        .errors(refusals.stream().map(GraphQLErrors::of).toList())
        .build();
  }
}
